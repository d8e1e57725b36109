"""Home of who decides, and of who handles objections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import case, func, or_, select

from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.kijker import Kijker
from subsidie.accounts.models import Belang, Gebruiker, Mandaat, Mandaathandeling
from subsidie.accounts.woorden import HANDELINGEN
from subsidie.beschikkingen.models import Beschikking, Besluitsoort, Besluitstatus
from subsidie.documenten.models import Document
from subsidie.dossier.vandaag.besluitvragen import geldend, kan_verder, naar_bekendgemaakt
from subsidie.dossier.vandaag.bevriezen import te_bevriezen
from subsidie.dossier.vandaag.bezwaren import blok_ministerie
from subsidie.dossier.vandaag.dringend import posten_in_gebreke, posten_niet_behandelen
from subsidie.dossier.vandaag.tekenronden import posten_van_ronden
from subsidie.dossier.vandaag.vorm import Blok, Deel, Naar, Post, Status, geld, klokstand
from subsidie.kern.tekst import aantal, getal, opsomming
from subsidie.kern.termijnen import bezwaartermijn, posttermijn
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl, moment_nl
from subsidie.register.models import Gemeente
from subsidie.tranches.models import Tranche, Trancheaard, Tranchestatus
from subsidie.verdeling.models import Verdeling, Verdelingsregel, Verdelingstatus
from subsidie.web.db import db

MANDAAT_BIJNA_DAGEN: Final = 60


@dataclass(frozen=True, slots=True)
class _Ruimte:
    """What the decider may do today: the highest mandate per act, and where an interest stands in the way."""

    mandaten: tuple[Mandaat, ...]
    belangen: Mapping[str, str]
    """Name of the municipality by its code."""
    met_aanvragen: frozenset[str]
    """Codes of those municipalities that ever applied, so that there is a list to look at."""
    tranches_met_belang: Mapping[int, tuple[str, ...]]
    """Per tranche that is not finished: the municipalities with an interest that applied."""

    def tot_cent(self, handeling: Mandaathandeling) -> int | None:
        """Up to how much; ``None`` without a mandate."""
        return max((m.tot_bedrag_cent for m in self.mandaten if m.handeling is handeling), default=None)

    def belang_bij(self, tranche_id: int) -> Status:
        """That nothing with the whole of this tranche is for them, because of an interest."""
        return Status(f"niet voor u: belang bij {opsomming(self.tranches_met_belang[tranche_id])}", "let_op")

    def bezwaar(self, tranche_id: int, handeling: Mandaathandeling, bedrag_cent: int) -> Status | None:
        """Why this act is not for them, if it is not."""
        if tranche_id in self.tranches_met_belang:
            return self.belang_bij(tranche_id)
        tot_cent = self.tot_cent(handeling)
        if tot_cent is None:
            return Status("niet voor u: geen mandaat", "let_op")
        if bedrag_cent > tot_cent:
            return Status(f"niet voor u: mandaat tot {geld(tot_cent)}", "let_op")
        return None

    def deels(
        self, tranche_id: int, handeling: Mandaathandeling | None, hoogste_cent: int
    ) -> tuple[Status | None, bool]:
        """Why not all decisions of a tranche are for them, if so, and whether some may still be: each is on its own.

        ``handeling``: the act that asks a mandate, if any; ``hoogste_cent``: the highest amount among them.
        """
        tot_cent = self.tot_cent(handeling) if handeling is not None else hoogste_cent
        if tot_cent is None:
            return Status("niet voor u: geen mandaat", "let_op"), False
        if namen := self.tranches_met_belang.get(tranche_id):
            return Status(f"niet alles voor u: belang bij {opsomming(namen)}", "let_op"), True
        if hoogste_cent > tot_cent:
            return Status(f"niet alles voor u: mandaat tot {geld(tot_cent)}", "let_op"), True
        return None, True


def voor_beslisser(ik: Kijker, nu: datetime) -> Deel:
    """The part for ``beslisser``: agreements, signatures and notifications that wait, and their own limits."""
    vandaag = dag_in_amsterdam(nu)
    ruimte = _ruimte(ik.gebruiker, vandaag)
    verdelingen, vraagt_verdeling, voorbeeld_een = _verdelingen(ik.gebruiker, ruimte, nu)
    besluiten, vraagt_besluit, voorbeeld_twee = _besluiten(ik.gebruiker, ruimte, vandaag)
    dringend = (*posten_in_gebreke(nu), *posten_niet_behandelen(vandaag))
    return Deel(
        rol="Beslisser",
        blokken=(
            *((Blok("Wat niet kan wachten", posten=dringend),) if dringend else ()),
            Blok("Verdelingen", posten=tuple(verdelingen), leeg="Er wacht geen verdeling op u."),
            Blok(
                "Besluiten om te tekenen of bekend te maken", posten=(*posten_van_ronden(ik.gebruiker), *besluiten),
                leeg="Er wachten geen besluiten op een handtekening of op bekendmaking.",
            ),
            Blok(
                "Uw mandaten", posten=tuple(_mandaat(mandaat, vandaag) for mandaat in ruimte.mandaten),
                leeg="U hebt vandaag geen mandaat. Zonder mandaat kunt u niets vaststellen of tekenen; "
                "de beheerder houdt het register bij.",
            ),
            *_belangen(ruimte),
        ),
        vraagt=vraagt_verdeling or vraagt_besluit or bool(dringend),
        straks="Zodra er een verdeling of een besluit op u wacht, staat dat hier.",
        voorbeeld=voorbeeld_een or voorbeeld_twee,
    )  # fmt: skip


def _ruimte(gebruiker: Gebruiker, vandaag: date) -> _Ruimte:
    mandaten = db.session.scalars(
        select(Mandaat)
        .where(
            Mandaat.gebruiker_id == gebruiker.id, Mandaat.vanaf <= vandaag,
            or_(Mandaat.tot.is_(None), Mandaat.tot > vandaag),
        )
        .order_by(Mandaat.registernummer, Mandaat.handeling)
    ).all()  # fmt: skip
    belangen = db.session.execute(
        select(Belang.gm_code, Gemeente.naam_kort, Aanvraag.tranche_id, Tranche.status)
        .join(Gemeente, Belang.gm_code == Gemeente.gm_code)
        .outerjoin(Aanvraag, (Aanvraag.gm_code == Belang.gm_code) & Aanvraag.ontvangen_op.is_not(None))
        .outerjoin(Tranche, Tranche.id == Aanvraag.tranche_id)
        .where(
            Belang.gebruiker_id == gebruiker.id, Belang.vanaf <= vandaag,
            or_(Belang.tot.is_(None), Belang.tot > vandaag),
        )
        .distinct()
        .order_by(Gemeente.naam_kort)
    ).all()  # fmt: skip
    per_tranche: dict[int, tuple[str, ...]] = {}
    for _, naam, tranche_id, status in belangen:
        if tranche_id is not None and status is not Tranchestatus.AFGEROND:
            per_tranche[tranche_id] = (*per_tranche.get(tranche_id, ()), naam)
    return _Ruimte(
        mandaten=tuple(mandaten),
        belangen={code: naam for code, naam, *_ in belangen},
        met_aanvragen=frozenset(code for code, _, tranche_id, _ in belangen if tranche_id is not None),
        tranches_met_belang=per_tranche,
    )


def _verdelingen(ik: Gebruiker, ruimte: _Ruimte, nu: datetime) -> tuple[list[Post], bool, bool]:
    rijen = db.session.execute(
        select(Verdeling, Tranche, func.coalesce(func.sum(Verdelingsregel.bedrag_cent), 0))
        .join(Tranche, Verdeling.tranche_id == Tranche.id)
        .outerjoin(Verdelingsregel, Verdelingsregel.verdeling_id == Verdeling.id)
        .where(Verdeling.status.in_((Verdelingstatus.BEVROREN, Verdelingstatus.GETROKKEN)))
        .group_by(Verdeling.id, Tranche.id)
        .order_by(Verdeling.bevroren_op)
    ).all()
    klaar = te_bevriezen()
    vrij = [tranche.id not in ruimte.tranches_met_belang for tranche, _ in klaar]
    posten = [
        post if is_vrij else replace(post, status=ruimte.belang_bij(tranche.id))
        for (tranche, post), is_vrij in zip(klaar, vrij, strict=True)
    ]
    vraagt = any(vrij)
    for verdeling, tranche, som in rijen:
        bedrag_cent = int(som)  # PostgreSQL answers a sum as a decimal
        stap = "verdelen.trek" if verdeling.status is Verdelingstatus.BEVROREN else "akkoord.akkoord"
        naar = Naar(stap, {"code": tranche.code, "volgnummer": verdeling.volgnummer})
        bezwaar = ruimte.bezwaar(tranche.id, Mandaathandeling.VERDELING_VASTSTELLEN, bedrag_cent)
        tekst, status, is_aan_mij = _stap(verdeling, bedrag_cent, ik, nu)
        titel = f"Verdeling {tranche.code}-V{verdeling.volgnummer}"
        posten.append(Post(titel, naar, f"{tranche.naam}. {tekst}", bezwaar or status))
        vraagt = vraagt or (is_aan_mij and bezwaar is None)
    tranches = [tranche for tranche, _ in klaar] + [tranche for _, tranche, _ in rijen]
    return posten, vraagt, any(tranche.aard is not Trancheaard.ECHT for tranche in tranches)


def _stap(verdeling: Verdeling, bedrag_cent: int, ik: Gebruiker, nu: datetime) -> tuple[str, Status, bool]:
    """What an allocation waits for, in words, and whether that is this decider."""
    if verdeling.status is Verdelingstatus.BEVROREN:
        if verdeling.seed_van_id is None and verdeling.seed_verwacht_op > nu:
            verwacht = moment_nl(verdeling.seed_verwacht_op, seconden=False)
            tekst = f"De lijst is bevroren. De tekst voor de loting is er op zijn vroegst op {verwacht}."
            return tekst, Status("wacht op de loting", "info"), False
        tekst = "De lijst is bevroren en de verdeling kan worden berekend."
        return tekst, Status("te berekenen", "let_op"), True
    toegekend = f"{geld(bedrag_cent)} toegekend."
    if verdeling.eerste_akkoord_door_id is None:
        tekst = f"{toegekend} Twee beslissers moeten akkoord geven."
        return tekst, Status("wacht op een eerste akkoord", "let_op"), True
    if verdeling.eerste_akkoord_door_id == ik.id:
        tekst = f"{toegekend} U gaf het eerste akkoord; het tweede is aan een ander."
        return tekst, Status("wacht op een ander", "info"), False
    tekst = f"{toegekend} Met uw akkoord staat de verdeling vast."
    return tekst, Status("wacht op een tweede akkoord", "let_op"), True


def _besluiten(ik: Gebruiker, ruimte: _Ruimte, vandaag: date) -> tuple[list[Post], bool, bool]:
    """Decisions that wait, one post for each tranche and state (and day on the letter)."""
    rijen = db.session.execute(
        select(
            Tranche, Beschikking.status, Beschikking.dagtekening, func.count(), func.sum(Beschikking.verleend_cent),
            func.max(Beschikking.verleend_cent), func.count(case((Beschikking.opgesteld_door_id == ik.id, 1))),
            func.count(case((Document.bestand_sha256.is_(None), 1))),
        )
        .join(Aanvraag, Beschikking.aanvraag_id == Aanvraag.id)
        .join(Tranche, Aanvraag.tranche_id == Tranche.id)
        .outerjoin(Document, Beschikking.document_id == Document.id)
        .where(
            Beschikking.status.in_((Besluitstatus.CONCEPT, Besluitstatus.GETEKEND)), kan_verder(),
            Beschikking.soort != Besluitsoort.BESLISSING_OP_BEZWAAR,
        )
        .group_by(Tranche.id, Beschikking.status, Beschikking.dagtekening)
        .order_by(Beschikking.dagtekening, Tranche.code)
    ).all()  # fmt: skip
    posten, vraagt = [], False
    for tranche, status, dagtekening, hoeveel, som_cent, hoogste_cent, van_mij, zonder_brief in rijen:
        is_concept = status is Besluitstatus.CONCEPT or dagtekening is None
        naar = Naar("besluiten.overzicht" if is_concept else "bekendmaken.overzicht", {"code": tranche.code})
        wat = f"{aantal(hoeveel, 'besluit', 'besluiten')}, samen {geld(int(som_cent))}"
        if is_concept or dagtekening is None:
            bezwaar, iets = ruimte.deels(tranche.id, Mandaathandeling.BESCHIKKING_TEKENEN, hoogste_cent)
            if van_mij:
                iets = iets or van_mij < hoeveel
                bezwaar = bezwaar or Status(f"{getal(van_mij)} door u zelf opgesteld", "let_op")
            post = Post(
                f"Tekenen: {tranche.naam}", naar, f"{wat}.", bezwaar or Status("te tekenen", "let_op")
            )
        else:
            brieven = f" Van {getal(zonder_brief)} is de brief nog niet gemaakt." if zonder_brief else ""
            klok = klokstand(dagtekening, vandaag, "dag van verzenden volgens de brief", bijna=0)
            # Notifying is of whoever decides; it asks no mandate, but an interest stands in the way.
            bezwaar, iets = ruimte.deels(tranche.id, None, 0)
            post = Post(
                f"Bekendmaken: {tranche.naam}", naar, f"{wat}, gedateerd op {datum_nl(dagtekening)}.{brieven}",
                bezwaar or Status("getekend", "info"), klok,
            )  # fmt: skip
        posten.append(post)
        vraagt = vraagt or bezwaar is None or iets
    return posten, vraagt, any(rij[0].aard is not Trancheaard.ECHT for rij in rijen)


def _mandaat(mandaat: Mandaat, vandaag: date) -> Post:
    tekst = f"{HANDELINGEN[mandaat.handeling]}, tot en met {geld(mandaat.tot_bedrag_cent)}"
    if mandaat.tot is None:
        return Post(mandaat.registernummer, tekst=f"{tekst}. Geldt tot het wordt ingetrokken.")
    laatste = mandaat.tot - timedelta(days=1)
    return Post(
        mandaat.registernummer, tekst=f"{tekst}.",
        klok=klokstand(laatste, vandaag, bijna=MANDAAT_BIJNA_DAGEN),
    )  # fmt: skip


def _belangen(ruimte: _Ruimte) -> tuple[Blok, ...]:
    if not ruimte.belangen:
        return ()
    posten = tuple(
        Post(
            naam, Naar("dossier.aanvragen", {"gemeente": code}) if code in ruimte.met_aanvragen else None,
            "U doet niets met aanvragen van deze gemeente, en ook niet met een verdeling waar ze in zitten (Awb 2:4).",
        )
        for code, naam in ruimte.belangen.items()
    )  # fmt: skip
    return (Blok("Wat u niet mag, door een belang", posten=posten),)


def voor_bezwaarbehandelaar(ik: Kijker, nu: datetime) -> Deel:
    """The part for ``bezwaarbehandelaar``: open objections, and decisions against which one can still object."""
    vandaag = dag_in_amsterdam(nu)
    bezwaren = blok_ministerie(ik, vandaag)
    rijen = db.session.execute(
        select(
            Tranche, Beschikking.bekendgemaakt_op, func.count(),
            func.count(case((Beschikking.soort == Besluitsoort.AFWIJZING, 1))),
        )
        .join(Aanvraag, Beschikking.aanvraag_id == Aanvraag.id)
        .join(Tranche, Aanvraag.tranche_id == Tranche.id)
        .where(geldend(), Beschikking.soort != Besluitsoort.BESLISSING_OP_BEZWAAR)
        .group_by(Tranche.id, Beschikking.bekendgemaakt_op)
        .order_by(Beschikking.bekendgemaakt_op.desc(), Tranche.code)
    ).all()  # fmt: skip
    lopend: list[tuple[date, Post]] = []
    voorbij: list[tuple[date, Post]] = []
    for tranche, dag, hoeveel, afgewezen in rijen:
        if dag is None:
            continue  # not notified: the query leaves those out
        einde = bezwaartermijn(dag)
        post = Post(
            f"{tranche.naam}: {aantal(hoeveel, 'besluit', 'besluiten')}",
            naar_bekendgemaakt(tranche.code, dag),
            f"Bekendgemaakt op {datum_nl(dag)}, waarvan {getal(afgewezen)} afgewezen.",
            klok=klokstand(einde, vandaag) if vandaag <= einde else None,
        )  # fmt: skip
        (lopend if vandaag <= einde else voorbij).append((einde, post))
    op_volgorde = sorted(lopend, key=lambda paar: paar[0])
    blokken = [
        bezwaren.blok,
        Blok(
            "Besluiten waartegen nog bezwaar kan",
            posten=tuple(post for _, post in op_volgorde),
            leeg="Er loopt geen bezwaartermijn.",
        ),
    ]
    if voorbij:
        blokken.append(
            Blok(
                "Bezwaartermijn voorbij",
                posten=tuple(_voorbij(einde, post, vandaag) for einde, post in voorbij[:5]),
            )
        )
    return Deel(
        rol="Bezwaarbehandelaar",
        blokken=tuple(blokken),
        vraagt=bool(lopend) or bezwaren.vraagt,
        straks="Zodra er nieuwe besluiten bekend zijn gemaakt, loopt hier hun bezwaartermijn.",
        voorbeeld=bezwaren.voorbeeld or any(tranche.aard is not Trancheaard.ECHT for tranche, *_ in rijen),
    )


def _voorbij(einde: date, post: Post, vandaag: date) -> Post:
    laatst = posttermijn(einde)
    tekst = f"{post.tekst} Bezwaar kon tot en met {datum_nl(einde)}."
    if vandaag <= laatst:
        tekst += (
            f" Een bezwaar dat op tijd op de post is gedaan en uiterlijk {datum_nl(laatst)} binnenkomt, "
            "is nog op tijd (Awb 6:9)."
        )
    return Post(post.titel, post.naar, tekst, Status("termijn voorbij"))
