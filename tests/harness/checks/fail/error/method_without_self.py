# contract: cupboard::test_a_cupboard_can_be_made
# public: Cupboard; Cupboard.put(thing); Cupboard.take()
# facts: LoadFailure method_without_self.py line 11: take has no parameter self
"""A method that the contract calls has no parameter self."""


class Cupboard:
    def put(self, thing):
        self.thing = thing

    def take():
        return self.thing  # noqa: F821 - the fault
