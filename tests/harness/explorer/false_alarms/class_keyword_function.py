class Base:
    def __init_subclass__(cls, *, namespace=None, bases=None, func=None, self=None, cls_=None, args=None, kwargs=None, function=None, world=None, line=None, body=None, keywords=None, **kw): Base.got = kw
class D(Base, namespace=1, bases=2, func=3, args=4, kwargs=5, function=6, world=7, line=8, body=9, keywords=10, other=11): pass
def main(): assert Base.got == {"other": 11}
