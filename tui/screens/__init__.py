"""The screens: thin, each beside its stylesheet. They ask `Study` and show what it answers."""
