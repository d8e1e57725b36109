"""The municipality: a row that other tables point at, current or ceased."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from subsidie.web.db import Model


class Gemeente(Model):
    """A municipality by its code of Statistics Netherlands (CBS); codes are never given out again.

    ``geldig_van`` is empty for what existed before the register begins (2021); ``geldig_tot`` is the first
    day on which it no longer exists. ``naam`` is unique in the country (``Hengelo (O.)``), ``naam_kort`` is
    for letters. ``lat`` and ``lon`` are degrees as text: a place on a map, never computed with.
    ``postadres`` is kept by people, line by line; the file of CBS knows none.
    """

    __tablename__ = "gemeente"

    gm_code: Mapped[str] = mapped_column(String(6), primary_key=True)
    naam: Mapped[str] = mapped_column(String(100))
    naam_kort: Mapped[str] = mapped_column(String(100))
    provincie_code: Mapped[str] = mapped_column(String(4))
    provincie: Mapped[str] = mapped_column(String(40))
    corop_code: Mapped[str] = mapped_column(String(4))
    corop: Mapped[str] = mapped_column(String(60))
    geldig_van: Mapped[date | None] = mapped_column(Date)
    geldig_tot: Mapped[date | None] = mapped_column(Date)
    opvolger_gm_code: Mapped[str | None] = mapped_column(ForeignKey("gemeente.gm_code"), index=True)
    inwoners_2021: Mapped[int | None] = mapped_column(Integer)
    inwoners_2023: Mapped[int | None] = mapped_column(Integer)
    lat: Mapped[str | None] = mapped_column(String(10))
    lon: Mapped[str | None] = mapped_column(String(10))
    postadres: Mapped[str | None] = mapped_column(String(500))

    __table_args__ = (
        # ltrim with a set of characters means the same on both databases; LIKE and BETWEEN do not.
        CheckConstraint(
            "length(gm_code) = 6 AND substr(gm_code, 1, 2) = 'GM'"
            " AND ltrim(substr(gm_code, 3), '0123456789') = ''",
            name="code_is_gm_en_vier_cijfers",
        ),
        CheckConstraint("length(naam) > 0 AND length(naam_kort) > 0", name="heeft_naam"),
        CheckConstraint("geldig_tot > geldig_van", name="eindigt_na_begin"),
        CheckConstraint(
            "opvolger_gm_code IS NULL OR geldig_tot IS NOT NULL", name="alleen_wie_ophield_heeft_opvolger"
        ),
        CheckConstraint("opvolger_gm_code <> gm_code", name="volgt_zichzelf_niet_op"),
        CheckConstraint("inwoners_2021 >= 0 AND inwoners_2023 >= 0", name="inwoners_niet_negatief"),
    )
