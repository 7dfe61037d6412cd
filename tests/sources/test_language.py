"""Which language a text is in. Texts are invented."""

from __future__ import annotations

import pytest

from communique.sources.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The foreign minister of Norway met her colleague from Peru, and they spoke about the fish.", "en"),
        ("Foreign ministers discuss fishing quotas, tariffs, regional cooperation, visas", "en"),
        ("La ministre norvégienne des affaires étrangères a reçu lundi son homologue péruvien à Oslo.", "fr"),
        ("Die norwegische Außenministerin hat am Montag ihren Amtskollegen aus Peru in Oslo empfangen.", "de"),
        ("La ministra noruega recibió el lunes en Oslo a su colega del Perú para hablar de la pesca.", "es"),
        ("Министр иностранных дел Норвегии приняла в понедельник в Осло своего коллегу из Перу.", "ru"),
        ("استقبلت وزيرة الخارجية النرويجية نظيرها البيروفي يوم الاثنين في أوسلو لمناقشة الصيد", "ar"),
        ("Norveç Dışişleri Bakanı pazartesi günü Oslo'da Perulu mevkidaşını kabul etti ve balıkçılığı görüştü.", "tr"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert language_of(text)[0] == language


@pytest.mark.parametrize("text", ["", "Treffen in Oslo", "1234567890 " * 20, "挪威外长会见秘鲁外长"])
def test_short_text_is_taken_as_english(text: str) -> None:
    assert language_of(text) == ("en", 0.0)


def test_answer_is_the_same_every_time() -> None:
    text = "Oslo Lima Quito Bergen Fjord Solberg Moussa Rojas Lund"
    assert len({language_of(text) for _ in range(5)}) == 1
