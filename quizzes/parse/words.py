"""Options that are known by their words: true and false, all and none of the above."""

import re
from collections.abc import Sequence

_PAIRS = (
    ("true", "false"),
    ("t", "f"),
    ("yes", "no"),
    ("right", "wrong"),
    ("correct", "incorrect"),
    ("对", "错"),
    ("對", "錯"),
    ("对", "不对"),
    ("是", "否"),
    ("是", "不是"),
    ("正确", "错误"),
    ("正確", "錯誤"),
    ("正确", "不正确"),
    ("真", "假"),
    ("真", "偽"),
    ("はい", "いいえ"),
    ("正しい", "間違い"),
    ("正しい", "正しくない"),
    ("正解", "不正解"),
    ("예", "아니요"),
    ("참", "거짓"),
    ("wahr", "falsch"),
    ("richtig", "falsch"),
    ("ja", "nein"),
    ("vrai", "faux"),
    ("oui", "non"),
    ("verdadero", "falso"),
    ("cierto", "falso"),
    ("sí", "no"),
    ("si", "no"),
    ("vero", "falso"),
    ("sì", "no"),
    ("verdadeiro", "falso"),
    ("sim", "não"),
    ("prawda", "fałsz"),
    ("tak", "nie"),
    ("правда", "неправда"),
    ("верно", "неверно"),
    ("да", "нет"),
    ("так", "ні"),
    ("waar", "onwaar"),
    ("ja", "nee"),
)
_KEYS: dict[tuple[str, ...], tuple[str, str]] = {
    **{pair: ("t", "f") for pair in _PAIRS},  # noqa: C420 - beside its mirror image
    **{(second, first): ("f", "t") for first, second in _PAIRS},
}
_AROUND = "*_`\"'“”«» .。!！"
_LONGEST = 16
"""Characters of the longest such word, with what may stand around it."""

_PHRASES = (
    # English
    r"(?:all|both|none|neither|any|either)(?: of)?(?: the| these| those)?"
    r" (?:above|mentioned|answers?|options?|choices?|these|them)"
    r"(?: above| mentioned| (?:is|are) (?:correct|right|wrong))?",
    # Chinese
    r"(?:以上|上述)?(?:选项|選項|答案)?(?:所有|全部|全|都|皆|均)+(?:不|没有|沒有)?(?:是|对|對|正确|正確|错|錯|选项|選項|答案|方式)*",
    r"(?:以上|上述)(?:选项|選項|答案)?(?:都|皆|均)?(?:无|無|没有|沒有)(?:一个|一個|正确|正確|答案)*",
    # Japanese, Korean
    r"(?:上記|以上|上)の?(?:すべて|全て|全部|どれ|いずれ)(?:で?も)?(?:ない|なし|ありません|該当しない)?(?:です|正しい)?",
    r"위의? (?:모두|모든 것|어느 것도 아님|보기 모두)",
    # Spanish, Portuguese, French, Italian
    r"(?:tod[oa]s|ningun[oa])(?: de)?(?: l[oa]s)? (?:anteriores|respuestas|opciones)(?: anteriores| son correctas)?",
    r"(?:tod[oa]s|nenhum[oa]?) (?:[oa]s|d[oa]s) (?:anteriores|alternativas|opções|respostas)(?: anteriores)?",
    r"(?:toutes|tous|aucune?)(?: de| des| les| ces)* (?:réponses?|options?|choix)"
    r"(?: ci-dessus| précédente?s?| proposées?)?",
    r"(?:toutes|tous|aucune?) (?:ci-dessus|les précédente?s)",
    r"(?:tutt[ei]|nessun[oa])(?: delle| dei| le| i)? (?:risposte|opzioni|precedenti)(?: precedenti)?",
    # German
    r"(?:alle|keine?r?s?)(?: der)? (?:genannten|obigen|oben genannten|antworten)(?: antworten| sind richtig)?",
    # Russian, Ukrainian, Polish
    r"(?:все|всё|ничего|ни один)(?: из)? (?:выше)?(?:перечисленн|указанн|сказанн)\w+",
    r"(?:усе|все|жод\w+|нічого)(?: зі?)? (?:(?:вище)?(?:зазначен|вказан|перерахован|переліч)\w+|наведен\w+ вище)",
    r"(?:wszystkie|żadne|żadna)(?: z)? (?:powyższych|powyższe)(?: odpowiedzi)?",
)
"""What "all of the above" and "none of the above" are in each language."""

_OF_THE_OTHERS = re.compile("|".join(f"(?:{phrase})" for phrase in _PHRASES))
_ABOVE = re.compile(r"\babove\b|以上|上述|上記|위|anterior|ci-dessus|précédent|precedent|obig|oben|выше|вище|powyższ")
_LONGEST_PHRASE = 60


def true_false_keys(texts: Sequence[str]) -> tuple[str, str] | None:
    """Ids of options that are a known pair, by their canonical texts: `t` and `f` in their order; None for others."""
    if any(len(text) > _LONGEST for text in texts):
        return None
    return _KEYS.get(tuple(text.strip(_AROUND) for text in texts))


def speaks_of_the_others(text: str) -> bool:
    """Whether a canonical text is "all of the above" or its like, in a known language: it must stay where it is."""
    return len(text) <= _LONGEST_PHRASE and _OF_THE_OTHERS.fullmatch(text.strip(_AROUND)) is not None


def speaks_of_those_above(text: str) -> bool:
    """Whether such a text speaks of the options above it, and not of all of them wherever they stand."""
    return _ABOVE.search(text) is not None
