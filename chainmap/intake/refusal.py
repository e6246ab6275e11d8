"""Why a file or a sheet is not read: raised inside reading, turned into a finding at its edge."""

from chainmap.model.finding import Cell, Fact, Finding, Severity


class Refusal(Exception):  # noqa: N818  it is an answer, not an error of ours
    """One file cannot be read; carries what the finding needs. `sheet`, `row` and `column` are known only sometimes."""

    def __init__(self, code: str, *, sheet: str = "", row: int = 0, column: int = 0, value: str = "", **facts: Fact) -> None:
        super().__init__(code)
        self.code = code
        self.sheet = sheet
        self.row = row
        self.column = column
        self.value = value
        self.facts: dict[str, Fact] = facts

    def finding(self, file: str) -> Finding:
        """The error finding for `file`."""
        at = Cell(file=file, sheet=self.sheet, row=self.row, column=self.column)
        return Finding(code=self.code, severity=Severity.ERROR, cell=at, value=self.value, facts=self.facts)
