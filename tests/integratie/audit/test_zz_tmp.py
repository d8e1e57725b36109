import dataclasses, hashlib, time, tracemalloc, resource, sqlite3, psycopg
from contextlib import closing
from sqlalchemy import insert
from subsidie.audit.controle import controleer
from subsidie.audit.ijkpunten import onderteken_keten
from subsidie.audit.keten import BEGIN, Schakel
from subsidie.audit.models import Gebeurtenis
from subsidie.audit.sleutel import maak_sleutel
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
def test_b(app, nu, tmp_path):
    v=BEGIN; rijen=[]
    for n in range(1,100_001):
        s=Schakel(n,nu,"aanvraag:ingediend","aanvraag",str(n),"a"*32 if n%3 else None,'{"gevraagd_cent":123456789,"versie_sha256":"'+'b'*64+'"}',v)
        v=s.hash(); rijen.append({**dataclasses.asdict(s),"hash":v})
    with schrijfgrens(): db.session.execute(insert(Gebeurtenis), rijen)
    del rijen
    k=maak_sleutel(tmp_path/"k.pem"); f=tmp_path/"i.jsonl"
    t=time.perf_counter(); onderteken_keten(f,k,nu=nu); print("\nijkpunt", time.perf_counter()-t, f.stat().st_size)
    soort=db.engine.dialect.name
    def ref():
        if soort=="sqlite": c=sqlite3.connect(db.engine.url.database); cu=c.cursor()
        else: c=psycopg.connect(db.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)); cu=c.cursor(name="x")
        cu.execute("select * from gebeurtenis order by volgnummer")
        while r:=cu.fetchmany(1000):
            for x in r: hashlib.sha256("|".join(map(str,x)).encode()).hexdigest()
        c.close()
    def wij():
        b=controleer(db.engine,f,[k.publiek]); assert b.goed and b.ondertekend_tot==100_000
    for g in (ref,wij,ref,wij,ref,wij):
        t=time.perf_counter(); c=time.process_time(); g(); print(soort,g.__name__, round(time.perf_counter()-t,3), round(time.process_time()-c,3))
