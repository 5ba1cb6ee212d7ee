# contract: cupboard::test_a_cupboard_can_be_made
# public: Cupboard; Cupboard.put(thing); Cupboard.take()
# facts: LoadFailure method_is_missing.py line 7: Cupboard has no method take
"""The class lacks a method that the contract calls."""


class Cupboard:
    def put(self, thing):
        self.thing = thing

    def get(self):
        return self.thing
