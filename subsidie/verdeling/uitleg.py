def toelichting(a,b,c): return []
def grondslag(a,b): return ""
