class Wardrobe:
    pass
