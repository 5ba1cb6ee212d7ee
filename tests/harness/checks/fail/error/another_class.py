# contract: cupboard::test_a_cupboard_can_be_made
# public: Cupboard
# facts: LoadFailure another_class.py defines no Cupboard
"""The class that the contract asks for has another name."""


class Wardrobe:
    def put(self, thing):
        self.thing = thing

    def take(self):
        return self.thing
