"""The name under which the portfolio is one of the strategies."""

AUTO = "auto"
