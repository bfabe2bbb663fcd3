"""How panels below each other share out the rows of a screen. Pure."""


def shared_out(room: int, matrix: int, needs: int, overdue: int) -> tuple[int, int, int]:
    """The rows of the matrix, of who needs help and of what is overdue, one below the other.

    Each has what it fills where that is there for all. Else what is overdue has a quarter at most, the matrix three
    fifths at most where the others want the rest, and what needs help what is left; each at least a few.

    Args:
        room: rows that there are.
        matrix: those that each of them would fill.
        needs: the same.
        overdue: the same.
    """
    late = min(overdue, max(5, room // 4, room - matrix - needs))
    members = min(matrix, max(9, min(room * 3 // 5, room - late - 6), room - late - needs))
    return members, min(needs, max(6, room - members - late)), late
