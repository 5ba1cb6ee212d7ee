# contract: cupboard::test_a_cupboard_can_be_made
# public: Cupboard; Cupboard.put(thing); Cupboard.take()
"""Both methods are there, one of them inherited, and the class has two names."""


class Shelf:
    def put(self, thing):
        self.thing = thing


class Wardrobe(Shelf):
    def take(self):
        return self.thing


Cupboard = Wardrobe
