"""What PDF/UA-1 asks on top of PDF/A-3a, added to a document of WeasyPrint just before it is written.

WeasyPrint writes one standard at a time. The file is made as PDF/A-3a; here it also declares PDF/UA-1
(with the extension schema that PDF/A asks for properties it does not know, ISO 19005-3 6.6.2.3) and
each header of a table gets its scope (ISO 14289-1 7.5), which WeasyPrint leaves out.
"""

from __future__ import annotations

from typing import Any

import pydyf

_EINDE_RDF = b"</rdf:RDF>"

_PDFUA = b"""\
<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>\
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"\
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"\
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property>\
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


def maak_toegankelijk(_document: object, pdf: pydyf.PDF) -> None:
    """The finisher for ``write_pdf``: changes ``pdf`` in place; raises RuntimeError when WeasyPrint
    built something else than expected (then the file would not be what it says it is)."""
    _verklaar_pdfua(pdf)
    _geef_koppen_een_bereik(pdf)


def _verklaar_pdfua(pdf: pydyf.PDF) -> None:
    metadata = _object(pdf, pdf.catalog["Metadata"])
    (xmp,) = metadata.stream
    if xmp.count(_EINDE_RDF) != 1:
        raise RuntimeError("the metadata of the PDF do not have exactly one rdf:RDF")
    metadata.stream = [xmp.replace(_EINDE_RDF, _PDFUA + _EINDE_RDF)]


def _geef_koppen_een_bereik(pdf: pydyf.PDF) -> None:
    """A header in the head of a table is for its column, any other for its row."""
    for element in pdf.objects:
        if not isinstance(element, dict) or element.get("S") != "/TH":
            continue
        rij = _object(pdf, element["P"])
        deel = _object(pdf, rij["P"])
        element["A"]["Scope"] = "/Column" if deel["S"] == "/THead" else "/Row"


def _object(pdf: pydyf.PDF, verwijzing: bytes) -> Any:
    """The object that a reference (``b"12 0 R"``) points to."""
    return pdf.objects[int(verwijzing.split()[0])]
