"""What surrounds an event: who is implied, where and when it was, on whose word it stands, and what is told twice."""

from __future__ import annotations

import pytest

from depesche.intake import make_article
from depesche.model import Document, Event
from depesche.pipeline import read_article
from tests.annotators.events.readings import read_events


def read(text: str, *, language: str = "de", published: str | None = "2024-09-03") -> Document:
    return read_article(make_article(text, language=language, published=published))


def only(text: str, event_type: str, *, language: str = "de", published: str | None = "2024-09-03") -> Event:
    found = [event for event in read(text, language=language, published=published).events if event.type == event_type]
    assert len(found) == 1, found
    return found[0]


def test_implied_de_unknown_attackers_and_people_of_the_scene() -> None:
    event = only("In Kenia kamen bei einem Anschlag zehn Menschen ums Leben.", "ASSAULT")
    assert event.actors == ("unnamed:UNK/unknown",)
    assert "unnamed:UNK/unknown" in event.implied


def test_implied_de_arrests_are_made_by_the_state() -> None:
    event = only("In Belarus wurden zwölf Demonstranten festgenommen.", "COERCE")
    assert event.actors == ("state:BLR",)
    assert event.implied == ("state:BLR",)


def test_implied_de_named_participants_are_not_implied() -> None:
    assert only("Die belarussische Polizei nahm zwölf Demonstranten fest.", "COERCE").implied == ()


def test_implied_de_feared_deeds_are_none() -> None:
    assert not [e for e in read("Die Behörden in Kenia warnten vor Anschlägen.").events if e.type == "ASSAULT"]


def test_addressees_de_an_answer_goes_to_whom_it_answers() -> None:
    event = only("Ankara warf Athen eine Provokation vor. Athen wies den Vorwurf zurück.", "REJECT")
    assert event.recipients == ("state:TUR",)
    assert event.implied == ("state:TUR",)


def test_addressees_de_condemning_a_deed_is_said_to_whoever_did_it() -> None:
    text = "Die aserbaidschanische Armee griff armenische Dörfer an. Frankreich verurteilte den Angriff."
    assert only(text, "ACCUSE").recipients == ("state:AZE",)


def test_addressees_de_a_proposal_taken_up_is_its_proposers() -> None:
    text = "Polen schlug der Slowakei eine gemeinsame Truppe vor. Ungarn begrüßte den Vorstoß."
    assert only(text, "SUPPORT").recipients == ("state:POL",)


def test_addressees_de_the_resolution_is_the_un_s() -> None:
    text = "Der UN-Sicherheitsrat beriet am Montag in New York. Kenia stimmte der Resolution zu."
    assert only(text, "AGREE").recipients == ("org:UN",)


def test_addressees_de_no_organisation_that_the_report_does_not_name() -> None:
    assert only("Kenia stimmte der Resolution zu.", "AGREE").recipients != ("org:UN",)


def test_roles_de_with_whom_a_subject_agrees_is_the_recipient() -> None:
    event = only("Japan hat mit Kenia ein Abkommen geschlossen.", "AGREE")
    assert (event.actors, event.recipients) == (("state:JPN",), ("state:KEN",))


def test_roles_de_those_who_agree_together_are_actors() -> None:
    event = only("Japan und Kenia haben ein Abkommen geschlossen.", "AGREE")
    assert (set(event.actors), event.recipients) == ({"state:JPN", "state:KEN"}, ())


def test_roles_de_agreement_in_the_passive_leaves_one_side_unsaid() -> None:
    event = only("Mit Kenia wurde ein Abkommen geschlossen.", "AGREE")
    assert (event.actors, event.recipients) == ((), ("state:KEN",))


def test_roles_de_the_court_is_not_the_accused() -> None:
    event = only("Kenia hat den Streit mit Somalia vor den Internationalen Gerichtshof gebracht.", "ACCUSE")
    assert (event.actors, event.recipients) == (("state:KEN",), ("state:SOM",))


def test_merge_de_one_saying_of_two_unknown_sayers_stays_two() -> None:
    text = (
        "In Wien kamen die Botschafter zusammen. Am Abend wurde Iran beschuldigt, Verträge zu brechen. Danach war Pause. "
        "Die IAEA warf Iran außerdem vor, Inspekteure behindert zu haben."
    )
    accusations = [e for e in read(text).events if e.type == "ACCUSE"]
    assert [e.actors for e in accusations][-1] == ("org:IAEA",)
    assert len(accusations) == 2


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Ankara hat den Botschafter aus Athen abberufen.", "factual"),
        ("Ankara habe den Botschafter aus Athen abberufen, sagte der griechische Außenminister.", "reported"),
        ("Ankara soll den Botschafter aus Athen abberufen haben.", "reported"),
    ],
)
def test_status_de_hearsay(text: str, status: str) -> None:
    assert only(text, "SANCTION").status == status


def test_status_de_what_did_not_happen_is_no_event() -> None:
    assert not read("Der russische Präsident traf den türkischen Präsidenten nicht.").events


def test_status_en_failure_to_agree_is_no_agreement() -> None:
    found = read("Israel and Egypt failed to reach an agreement.", language="en").events
    assert "AGREE" not in {event.type for event in found}


def test_attribution_de_own_act_of_saying_is_no_hearsay() -> None:
    event = only("Die polnische Regierung teilte mit, sie verurteile den russischen Angriff.", "ACCUSE")
    assert (event.status, event.attribution) == ("factual", ())


def test_attribution_de_names_the_source() -> None:
    event = only("Russland habe drei Dörfer in der Ukraine beschossen, sagte der polnische Außenminister.", "ASSAULT")
    document = read("Russland habe drei Dörfer in der Ukraine beschossen, sagte der polnische Außenminister.")
    codes = {actor.id: actor.codes for actor in document.actors}
    assert [codes[identity] for identity in event.attribution] == [("POL",)]


def test_demands_de_command_in_direct_speech_is_a_request() -> None:
    text = "„Beenden Sie diesen Krieg“, sagte Blinken zu Lawrow."
    event = only(text, "REQUEST", published="2023-03-02")
    assert (event.actors, event.recipients) == (("person:antony-blinken",), ("person:sergei-lavrov",))


def test_demands_de_question_is_no_command() -> None:
    text = "„Beenden Sie diesen Krieg?“, fragte Blinken Lawrow."
    assert not [e for e in read(text, published="2023-03-02").events if e.frame.endswith("/imperative")]


def test_demands_de_condition_is_no_demand() -> None:
    found = read("Armenien drohte mit Folgen, sollte Baku seine Soldaten nicht abziehen.").events
    assert not [event for event in found if event.frame.endswith("/obligation")]


def test_places_de_named_beats_context() -> None:
    event = only("In Genf traf der russische Außenminister den norwegischen Außenminister.", "CONSULT")
    assert event.place is not None
    assert (event.place.country, event.place_basis) == ("CHE", "named")


def test_places_de_deed_without_a_place_happens_where_the_report_plays() -> None:
    text = "In Kenia ist die Lage angespannt. Die Polizei nahm am Montag zwölf Demonstranten fest."
    event = only(text, "COERCE")
    assert event.place is not None
    assert (event.place.country, event.place_basis) == ("KEN", "context")


def test_places_en_seat_of_a_body_is_not_where_it_acts() -> None:
    event = only("The government in Minsk rejected the proposal of the European Union.", "REJECT", language="en")
    assert event.place is None or event.place_basis != "named"


def test_dates_de_news_goes_on_with_the_day_named_last() -> None:
    text = "Am Montag traf der polnische Präsident den ukrainischen Präsidenten. Er verurteilte den russischen Angriff."
    event = only(text, "ACCUSE")
    assert event.date is not None
    assert (event.date.value, event.date.printed) == ("2024-09-02", None)


def test_dates_de_background_has_none() -> None:
    text = "Die USA helfen der Ukraine seit dem russischen Angriff auf das Land."
    assert only(text, "ASSAULT").date is None


def test_merge_de_one_meeting_told_twice_is_one_event() -> None:
    text = (
        "Am Montag traf der polnische Präsident in Warschau den ukrainischen Präsidenten.\n\n"
        "Bei dem Gespräch zwischen dem polnischen Präsidenten und dem ukrainischen Präsidenten ging es um Panzer."
    )
    assert len(only(text, "CONSULT").evidence) == 2


def test_merge_de_two_criticisms_are_two_events() -> None:
    text = (
        "Die OSZE berichtet aus Georgien. Ihr Bericht liegt vor. Beobachter sprachen mit Wählern. "
        "Die OSZE kritisierte in Georgien das Wahlgesetz. "
        "Das Fernsehen sendete viel Werbung. Die OSZE bemängelte in Georgien die Auszählung der Stimmen."
    )
    assert len([event for event in read(text).events if event.type == "ACCUSE"]) == 2


def test_meetings_de_duration_by_hearsay() -> None:
    text = (
        "Am Montag traf der polnische Präsident in Warschau den ukrainischen Präsidenten. "
        "Das Gespräch soll zehn Minuten gedauert haben."
    )
    meeting = only(text, "CONSULT").meeting
    assert meeting is not None
    assert (meeting.duration, meeting.duration_status) == ("PT10M", "reported")


def test_meetings_de_comparison_and_occasion_are_kept_as_printed() -> None:
    text = (
        "Es war das erste persönliche Treffen zwischen Lawrow und Blinken seit Beginn des Krieges. "
        "Lawrow traf am Rande des Gipfels den türkischen Außenminister."
    )
    meetings = [event.meeting for event in read(text, published="2023-03-02").events if event.meeting is not None]
    assert any(m.comparison is not None and m.comparison.endswith("seit Beginn des Krieges") for m in meetings)
    assert any(m.occasion is not None and "Rande des Gipfels" in m.occasion for m in meetings)


def test_events_de_compound_names_a_side() -> None:
    assert only("Die EU-Sanktionen gegen Belarus bleiben in Kraft.", "SANCTION").actors == ("org:EU",)


def test_events_confidence_lies_between_bounds_and_falls_with_doubt() -> None:
    plain = only("Frankreich verurteilte Russland.", "ACCUSE").confidence
    hearsay = only("Russland habe die Ukraine angegriffen, sagte ein Beamter.", "ASSAULT").confidence
    assert 0 < hearsay < plain < 1


def test_places_de_what_sides_of_one_state_say_is_said_there() -> None:
    event = only("Die ukrainische Opposition warf der ukrainischen Regierung Wahlbetrug vor.", "ACCUSE")
    assert event.place is not None
    assert (event.place.country, event.place_basis) == ("UKR", "scene")


def test_roles_de_who_acts_stands_in_the_attack_that_killed() -> None:
    event = only("Am Montag wurden mehrere Zivilpersonen durch NATO-Angriffe getötet.", "ASSAULT")
    assert event.actors == ("org:NATO",)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Russland plant einen Angriff auf Japan.", "de"),
        ("Russia denied reports of an attack on Japan.", "en"),
        ("China sprach sich gegen einen Angriff auf Japan aus.", "de"),
    ],
)
def test_status_what_is_planned_denied_or_opposed_did_not_happen(text: str, language: str) -> None:
    document = read(text, language=language)
    assert all(e.status != "factual" or e.actors != ("state:RUS",) for e in document.events if e.type == "ASSAULT")


def test_roles_en_what_is_asked_for_is_no_deed_of_the_asking() -> None:
    document = read("Egypt called on Ethiopia to withdraw its troops.", language="en")
    assert [e.type for e in document.events] == ["REQUEST"]


def test_roles_de_accused_of_a_deed_is_who_did_it() -> None:
    document = read("Die Ukraine warf Russland vor, ein Dorf beschossen zu haben.")
    (deed,) = [e for e in document.events if e.type == "ASSAULT"]
    assert (deed.status, deed.actors) == ("reported", ("state:RUS",))


def test_roles_en_accused_of_a_deed_is_who_did_it() -> None:
    document = read("The minister accused Belarus of taking hostages.", language="en")
    (deed,) = [e for e in document.events if e.type == "ASSAULT"]
    assert deed.actors == ("state:BLR",)


def test_addressees_de_regret_is_said_to_the_victims() -> None:
    text = "Soldaten der ISAF erschossen in Afghanistan drei Zivilisten. Die ISAF bedauerte den Vorfall."
    assert only(text, "CONCEDE").recipients == only(text, "ASSAULT").recipients


def test_addressees_de_votes_are_cast_in_the_organisation_named_most() -> None:
    text = "Die IAEA kritisierte Iran. Die IAEA tagte in Wien. Die Gegenstimme kam von Kuba."
    assert only(text, "REJECT").recipients == ("org:IAEA",)


def test_addressees_de_an_offensive_goes_on_against_those_fought_before() -> None:
    text = "Israel beschoss die Hisbollah. Die israelische Armee setzte die Offensive fort."
    found = [event for event in read(text).events if event.type == "ASSAULT"]
    assert {event.recipients for event in found} == {("group:HEZBOLLAH",)}


def test_roles_de_the_clause_that_es_stands_for() -> None:
    text = "Die polnische Regierung begrüßte es, Kenia den Status eines Beobachters zu verleihen."
    assert only(text, "SUPPORT").recipients == ("state:KEN",)


def test_roles_en_what_is_criticised_is_the_relative_pronoun() -> None:
    text = "Kenya has a policy which, according to AFP, the United Nations have criticised."
    event = only(text, "ACCUSE", language="en")
    assert event.actors == ("org:UN",)
    assert "AFP" not in " ".join(event.recipients)


def test_dates_de_the_day_of_the_news_holds_for_what_follows() -> None:
    text = "Am Montag trafen sich Japan und Kenia. Der Tee war kalt. Er schmeckte nicht. So ging es. Japan kritisierte Russland."
    event = only(text, "ACCUSE")
    assert event.date is not None
    assert event.date.value == "2024-09-02"


@pytest.mark.parametrize(
    "text",
    [
        "Kenia verlängerte sein Embargo gegen Somalia bis zum 20. Juni.",
        "Kenia hat wie schon 1999 ein Embargo gegen Somalia verhängt.",
    ],
)
def test_dates_de_other_times_are_not_the_event_s(text: str) -> None:
    event = only(text, "SANCTION")
    assert event.date is None or event.date.value == "2024-09"


def test_places_de_what_is_said_at_a_conference_is_said_there() -> None:
    text = "Auf einer Konferenz in München sprachen viele. Alle waren müde. In Iran war es ruhig. Die USA kritisierten Iran."
    event = only(text, "ACCUSE")
    assert event.place is not None
    assert event.place.country == "DEU"


@pytest.mark.parametrize(
    ("text", "language", "recipients"),
    [
        (
            "Bei einem Beschuss durch die aserbaidschanische Armee wurden drei armenische Soldaten getötet.",
            "de",
            {"state:ARM"},
        ),
        (
            "Bei einem Angriff der russischen Luftwaffe auf Odessa kamen fünf Menschen ums Leben.",
            "de",
            {"unnamed:CIV:UKR/population"},
        ),
        ("Five people were killed in a Russian missile strike on Odesa.", "en", {"unnamed:CIV:UKR/population"}),
    ],
)
def test_deeds_verb_and_noun_of_one_deed_are_one_event(text: str, language: str, recipients: set[str]) -> None:
    event = only(text, "ASSAULT", language=language)
    assert event.actors in (("state:AZE",), ("state:RUS",))
    assert set(event.recipients) == recipients


def test_places_en_no_genitive_is_cut_off_a_town() -> None:
    document = read("The shelling in Goris killed three.", language="en")
    assert "Gori" not in [toponym.place.name for toponym in document.places]


@pytest.mark.parametrize(
    "text",
    [
        "Die Kritik aus Moskau an Polen war scharf.",
        "Scharfe Kritik kam aus Moskau an Polen.",
        "Aus Moskau kam Kritik an Polen.",
    ],
)
def test_roles_de_what_comes_from_a_capital_is_its_states(text: str) -> None:
    event = only(text, "ACCUSE")
    assert (event.actors, event.recipients) == (("state:RUS",), ("state:POL",))


def test_roles_de_whose_paper_says_it() -> None:
    text = "Die Beamten wurden in einem Schreiben der kenianischen Regierung aufgefordert, Somalia zu verlassen."
    assert only(text, "REQUEST").actors == ("state:KEN",)


def test_roles_de_two_at_war_both_act() -> None:
    event = only("Nach dem Krieg zwischen Kenia und Somalia blieb die Grenze offen.", "ASSAULT")
    assert (set(event.actors), event.recipients) == ({"state:KEN", "state:SOM"}, ())


def test_implied_de_somebody_unknown_suspects() -> None:
    event = only("Kenia steht im Verdacht, Rebellen unterstützt zu haben.", "ACCUSE")
    assert (event.actors, event.recipients) == (("unnamed:UNK/unknown",), ("state:KEN",))


def test_roles_en_up_to_before_a_number_is_no_particle() -> None:
    event = only("Somali rebels kidnapped up to 16 Kenyan soldiers.", "ASSAULT", language="en")
    assert event.recipients == ("state:KEN",)


def test_frames_en_an_infinitive_may_be_parsed_as_an_adverbial_clause() -> None:
    event = only(
        "The Kenyan parliament threatened on Monday to break off relations with Somalia.", "THREATEN", language="en"
    )
    assert (event.actors, event.recipients) == (("state:KEN",), ("state:SOM",))


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        (
            "Somali rebels wounded two Kenyan soldiers in a bomb attack on Thursday, police said.",
            ("unnamed:REB:SOM/rebel",),
        ),
        ("A roadside bombing near Mombasa killed one Kenyan soldier.", ("unnamed:UNK/unknown",)),
    ],
)
def test_deeds_en_who_hit_whom(text: str, actors: tuple[str, ...]) -> None:
    event = only(text, "ASSAULT", language="en")
    assert (event.actors, event.recipients) == (actors, ("state:KEN",))


def test_roles_de_the_second_of_two_passives_is_one() -> None:
    event = only("Der kenianische Minister wurde verhaftet und angeklagt.", "ACCUSE")
    assert event.actors == ("unnamed:UNK/unknown",)
    assert event.recipients == ("unnamed:KEN/minister",)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("In Nairobi demonstrierten Zehntausende gegen die kenianische Regierung.", "de"),
        ("Tens of thousands demonstrated in Nairobi against the Kenyan government.", "en"),
    ],
)
def test_implied_numbers_are_the_people_of_the_scene(text: str, language: str) -> None:
    assert only(text, "PROTEST", language=language).actors == ("unnamed:CIV:KEN/population",)


def test_roles_de_who_speaks_after_a_meeting_of_two_is_no_third() -> None:
    text = "Nach einem Treffen zwischen Kenia und Somalia in Wien sprach Norwegen von Fortschritten."
    assert set(only(text, "CONSULT").actors) == {"state:KEN", "state:SOM"}


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        ("Frankreich verurteilte den russischen Angriff auf die Ukraine.", ("state:RUS",)),
        ("Frankreich verurteilte den Angriff auf die Ukraine.", ()),
    ],
)
def test_roles_de_a_deed_is_condemned_in_those_who_did_it(text: str, recipients: tuple[str, ...]) -> None:
    assert only(text, "ACCUSE").recipients == recipients


def test_status_de_what_nobody_plans_is_no_threat() -> None:
    assert not read("Norwegen plant nicht, seinen Botschafter aus Kenia abzuberufen.").events


def test_status_de_will_travel_is_a_plan_whatever_the_auxiliary_is_called() -> None:
    event = only("Der norwegische Minister wird am Montag nach Kenia reisen.", "AGREE")
    assert event.status == "planned"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The opposition in Togo will boycott the election.", "en"),
        ("Die Opposition in Togo will die Wahl boykottieren.", "de"),
    ],
)
def test_events_a_protest_that_is_only_announced_is_a_threat(text: str, language: str) -> None:
    assert only(text, "THREATEN", language=language).status == "planned"


@pytest.mark.parametrize(
    ("text", "event_type", "status"),
    [
        ("Kenya announced that it would release Somali prisoners.", "CONCEDE", "planned"),
        ("Kenya announced that it had released Somali prisoners.", "RETREAT", "reported"),
    ],
)
def test_status_en_what_is_announced_as_done_is_no_plan(text: str, event_type: str, status: str) -> None:
    (event,) = read(text, language="en").events
    assert (event.type, event.status) == (event_type, status)


def test_pronouns_de_es_is_the_state_that_says_what_it_did() -> None:
    event = only("Kenia teilte mit, es habe den somalischen Botschafter einbestellt.", "ACCUSE")
    assert event.actors == ("state:KEN",)
    assert not read("Kenia teilte mit, es gebe keine Gespräche mit Somalia.").events


def test_events_en_who_is_engaged_in_a_deed_does_it() -> None:
    event = only("Croatian forces were engaged in ethnic cleansing against Serbs.", "ASSAULT", language="en")
    assert event.actors == ("state:HRV",)


@pytest.mark.parametrize(
    ("text", "event_type", "status", "language"),
    [
        ("The French president is to visit Egypt next week.", "AGREE", "planned", "en"),
        ("Der französische Präsident soll in der nächsten Woche Ägypten besuchen.", "AGREE", "planned", "de"),
        ("Der französische Präsident soll Ägypten besucht haben.", "CONSULT", "reported", "de"),
        ("Kenyan officials said they would visit Egypt if the talks failed.", "AGREE", "planned", "en"),
    ],
)
def test_status_what_is_arranged_is_planned(text: str, event_type: str, status: str, language: str) -> None:
    (event,) = read(text, language=language).events
    assert (event.type, event.status) == (event_type, status)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Italy will meet Spain in the final on Sunday.", "en"),
        ("Italien trifft am Sonntag im Finale auf Spanien.", "de"),
        ("The minister declined to comment.", "en"),
        ("Die Behörden in Peru verzichteten auf eine Stellungnahme.", "de"),
        ("Der französische Präsident zeigte sich zufrieden.", "de"),
    ],
)
def test_events_games_and_silence_are_none(text: str, language: str) -> None:
    assert not read(text, language=language).events


def test_events_en_states_in_a_sentence_without_sport_do_meet() -> None:
    assert only("Italy will meet Spain in Rome on Sunday.", "AGREE", language="en").actors == ("state:ITA",)


@pytest.mark.parametrize(
    ("text", "actor", "recipient", "language"),
    [
        ("Jordan's king warned Israel against an attack on Lebanon.", "JOR", "state:ISR", "en"),
        ("Der jordanische König warnte Israel vor einem Angriff auf den Libanon.", "JOR", "state:ISR", "de"),
        ("Kenya threatened to close the border unless Somalia hands over the rebels.", "KEN", "state:SOM", "en"),
        ("Kenia drohte mit einem Abbruch der Gespräche, falls Somalia Raketen stationiert.", "KEN", "state:SOM", "de"),
    ],
)
def test_events_a_threat_is_meant_for_who_may_avert_it(text: str, actor: str, recipient: str, language: str) -> None:
    document = read(text, language=language)
    (threat,) = [event for event in document.events if event.type == "THREATEN"]
    codes = {a.id: a.codes[0] for a in document.actors}
    assert codes[threat.actors[0]] == actor
    assert threat.recipients[:1] == (recipient,)


def test_events_en_a_demand_is_made_to_who_stands_behind_that() -> None:
    text = "The Chilean government on Tuesday demanded that the US cancel plans to sell weapons to Peru."
    assert only(text, "REQUEST", language="en").recipients == ("state:USA",)


def test_actors_en_a_town_is_no_surname() -> None:
    document = read("Hundreds of people blocked streets in Lagos to demand reforms.", language="en")
    assert not any(actor.kind == "person" for actor in document.actors)


@pytest.mark.parametrize(
    ("text", "event_type", "actor"),
    [
        ("French President Francois Mitterrand voiced support for the Polish government's reforms.", "SUPPORT", "FRA"),
        ("Zimbabwe's ruling party rallied behind President Robert Mugabe on Saturday.", "SUPPORT", "PTY:ZWE"),
        ("Two policemen were shot dead by guerrillas in Toledo, Spain.", "ASSAULT", "REB:ESP"),
        ("A car bomb planted by Tamil rebels exploded in Colombo, killing 20 people.", "ASSAULT", "REB:LKA"),
        ("Moslem guerrillas fired rockets into northern Israel from Lebanon.", "ASSAULT", "REB:LBN"),
    ],
)
def test_roles_en_who_acts_where_the_tree_hides_it(text: str, event_type: str, actor: str) -> None:
    document = read(text, language="en", published="1990-05-01")
    event = next(e for e in document.events if e.type == event_type)
    assert [a.codes[:1] for a in document.actors if a.id == event.actors[0]] == [(actor,)]


def test_roles_en_talks_of_two_days_are_talks() -> None:
    event = only("Turkish and Iraqi officials began two days of talks on Monday.", "CONSULT", language="en")
    assert len(event.actors) == 2


@pytest.mark.parametrize(
    ("text", "event_type", "language"),
    [
        ("Japan's plans to extend a loan to Mongolia were welcomed by Laos.", "AGREE", "en"),
        ("Norway is considering sending peacekeepers to Angola.", "AGREE", "en"),
        ("The United States may impose sanctions on Mali unless it frees the hostages.", "THREATEN", "en"),
    ],
)
def test_status_en_plans_and_what_may_be_averted_are_not_done(text: str, event_type: str, language: str) -> None:
    assert event_type in {event.type for event in read(text, language=language).events}
    assert not {"AID", "SANCTION"} & {event.type for event in read(text, language=language).events}


def test_events_en_a_suspect_is_accused_by_nobody() -> None:
    assert not [
        e for e in read("Togolese police praised a suspected guerrilla.", language="en").events if e.type == "ACCUSE"
    ]


@pytest.mark.parametrize(
    ("text", "event_type", "actor", "recipient"),
    [
        ("Egyptian police fired tear gas to disperse a rally.", "ASSAULT", "state:EGY", None),
        ("Kuwait gave Egypt 500 million dollars to help its economy.", "AID", "state:KWT", "state:EGY"),
        ("Israeli settlers demonstrated outside parliament against the accord.", "PROTEST", None, "state:ISR"),
        ("Russia cut off gas supplies to Finland.", "COERCE", "state:RUS", "state:FIN"),
    ],
)
def test_roles_en_who_stands_where_a_parser_put_something_else(
    text: str, event_type: str, actor: str | None, recipient: str | None
) -> None:
    event = only(text, event_type, language="en")
    assert actor in (None, event.actors[0])
    assert recipient in (None, *event.recipients)


def test_actors_en_a_day_of_the_week_is_no_surname() -> None:
    assert not any(a.kind == "person" for a in read("Zambia's minister quit on Friday.", language="en").actors)


def test_status_en_what_is_denied_of_ones_own_sayings_is_denied() -> None:
    event = only("Poland denied that it had recognised the government of Venezuela.", "SUPPORT", language="en")
    assert event.status == "denied"


def test_status_en_a_clause_of_time_announces_nothing() -> None:
    text = "Kenya expelled two Rwandan diplomats on Monday, shortly before Rwanda claimed victory."
    event = only(text, "SANCTION", language="en")
    assert (event.status, event.attribution) == ("factual", ())


def test_status_en_what_follows_a_semicolon_is_not_said() -> None:
    text = "Police arrested two men suspected of planning an attack; Kenya put its troops on alert."
    assert only(text, "MOBILIZE", language="en").status == "factual"


def test_status_de_a_plan_behind_a_threat_is_no_word_of_who_threatens() -> None:
    text = "Ruanda kündigte Vergeltung an. Am Mittwoch soll Außenminister Musalia Mudavadi nach Kampala reisen."
    assert only(text, "AGREE").attribution == ()


def test_roles_de_who_is_to_be_released_is_not_asked() -> None:
    event = only("Spanien forderte von Marokko die Freilassung der Fischer.", "REQUEST")
    assert event.recipients == ("state:MAR",)
    assert only("Spanien forderte die Freilassung der Fischer.", "REQUEST").recipients == ()


def test_mode_de_a_part_of_the_aid_is_aid() -> None:
    assert only("Kanada fror einen Teil seiner Entwicklungshilfe für Mali ein.", "SANCTION").modes == ("discontinue",)


def test_status_de_what_is_held_out_is_no_denial() -> None:
    events = read("Kenia stellte in Aussicht, ugandische Firmen zu unterstützen.").events
    assert [(e.type, e.status) for e in events if e.type in ("AGREE", "SUPPORT")] == [("AGREE", "factual")]


def test_roles_de_verbs_strung_behind_a_comma_share_their_subject() -> None:
    event = only(
        "Kenias Präsident William Ruto lobte die Idee, verlangte aber den Abzug der ugandischen Soldaten.", "REQUEST"
    )
    assert (event.actors, event.recipients) == (("person:william-ruto",), ("state:UGA",))


def test_roles_en_verbs_strung_behind_a_comma_share_their_subject() -> None:
    text = "Kenya summoned the Somali ambassador, told its citizens not to travel and banned imports of Somali meat."
    assert {e.actors for e in read(text, language="en").events} == {("state:KEN",)}


def test_roles_de_the_police_are_of_the_town_told_of() -> None:
    text = "Die Türkei klagt. In Athen brannten vor der türkischen Botschaft Fahnen. Die Polizei nahm 14 Personen fest."
    assert only(text, "COERCE").actors == ("state:GRC",)


def test_roles_de_who_warns_of_fights_fights_nobody() -> None:
    assert not [e for e in read("Die UN-Mission Minusca warnte vor neuen Kämpfen.").events if e.type == "ASSAULT"]


def test_date_de_a_thing_made_in_a_year_dates_no_event() -> None:
    event = only("Ruto forderte Museveni auf, den Friedensvertrag von 2018 zu achten.", "REQUEST")
    assert event.date is not None and event.date.value == "2024-09"


def test_status_en_what_a_relative_clause_tells_is_not_said() -> None:
    text = "William Ruto, who spoke by telephone with Yoweri Museveni on Monday, said Kenya would answer in kind."
    assert only(text, "CONSULT", language="en").status == "factual"


def test_roles_en_who_is_caused_to_act_acts() -> None:
    text = "Uganda closed the road, prompting Kenya's president to accuse it of blackmail."
    assert only(text, "ACCUSE", language="en").actors == ("person:william-ruto",)


def test_roles_de_both_who_are_called_on_are_not_the_caller() -> None:
    text = "Guterres telefonierte mit Ruto und Museveni. Er rief beide auf, den Vertrag zu achten."
    assert only(text, "REQUEST").recipients == ("person:william-ruto", "person:yoweri-museveni")


def test_status_de_mediation_that_is_offered_has_not_been() -> None:
    found = [e.status for e in read("Die Schweiz bot ihre Vermittlung an.").events if e.type == "CONSULT"]
    assert "factual" not in found


@pytest.mark.parametrize(
    ("sentence", "language", "kind"),
    [
        ("China protested immediately.", "en", "ACCUSE"),
        ("Georgians protested in Tbilisi against the law.", "en", "PROTEST"),
        ("Thousands of Georgians protested against the government.", "en", "PROTEST"),
        ("China protestierte umgehend.", "de", "ACCUSE"),
        ("Palästinenser protestierten in Ramallah.", "de", "PROTEST"),
    ],
)
def test_roles_states_protest_by_words_and_people_in_the_street(sentence: str, language: str, kind: str) -> None:
    assert [event.type for event in read_events(sentence, language=language)] == [kind]


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Iran's president will travel to Baku to sign a contract with Azerbaijan and Turkey.", "en"),
        ("Orban wird nach Moskau reisen, um ein Abkommen mit Russland zu unterzeichnen.", "de"),
    ],
)
def test_status_purpose_of_a_planned_journey_is_planned(sentence: str, language: str) -> None:
    assert {event.status for event in read_events(sentence, language=language)} == {"planned"}


def test_roles_de_verb_behind_and_keeps_the_subject_before_it() -> None:
    found = read_events(
        "Serbiens Präsident Vucic bestritt das und warf Pristina Terror gegen die Serben vor.", language="de"
    )
    assert ("ACCUSE", ("SRB",), ("XKX",)) in [(event.type, event.actors, event.recipients) for event in found]


def test_roles_en_past_of_a_whole_sentence_has_the_noun_before_it_for_subject() -> None:
    (found,) = read_events("Opposition supporters protested in Tbilisi.", language="en")
    assert (found.actors, found.recipients) == (("OPP:GEO",), ("GEO",))


@pytest.mark.parametrize(
    "text",
    [
        "Bahrain has cut all ties with Iran, a day after demonstrators stormed the embassy.",
        "The day after the attack, Bahrain cut all ties with Iran.",
    ],
)
def test_date_en_what_is_over_was_not_after_the_report(text: str) -> None:
    event = only(text, "SANCTION", language="en", published="2024-09-03")
    assert event.date is not None and event.date.value == "2024-09"


@pytest.mark.parametrize(
    ("text", "kind", "language", "recipient"),
    [
        ("North Korea fired two missiles on Monday, South Korea said. Japan lodged a protest.", "ACCUSE", "en", "PRK"),
        ("North Korea fired two missiles, South Korea said. Japan condemned the launches.", "ACCUSE", "en", "PRK"),
        ("Frankreich liefert Armenien Flugabwehrraketen. Aserbaidschan kritisierte die Entscheidung.", "ACCUSE", "de", "FRA"),
        ("Die Niederlande entschuldigten sich bei Indonesien. Jakarta nahm die Entschuldigung an.", "AGREE", "de", "NLD"),
    ],
)
def test_addressees_who_did_last_what_is_answered(text: str, kind: str, language: str, recipient: str) -> None:
    assert only(text, kind, language=language).recipients == (f"state:{recipient}",)


@pytest.mark.parametrize(
    ("text", "language", "town"),
    [
        ("Fighters attacked a base south of the Somali capital on Friday.", "en", "Mogadishu"),
        ("Rebels shelled a village 30 km north of Goma.", "en", "Goma"),
        ("Rebellen beschossen ein Dorf 30 Kilometer nördlich von Goma.", "de", "Goma"),
        ("Die Polizei nahm in der georgischen Hauptstadt Demonstranten fest.", "de", "Tbilisi"),
    ],
)
def test_place_by_bearing_and_by_whose_capital_it_is(text: str, language: str, town: str) -> None:
    (event,) = read(text, language=language).events
    assert event.place is not None and (event.place.name, event.place_basis) == (town, "named")


def test_place_en_dateline_in_capitals_is_no_organisation() -> None:
    event = only("PORT-AU-PRINCE - Gunmen kidnapped two men on the outskirts of Haiti's capital on Friday.", "ASSAULT", language="en")
    assert event.actors == ("unnamed:REB:HTI/gunman",)
    assert event.place is not None and event.place.name == "Port-au-Prince"


def test_roles_de_warrant_is_told_once_and_by_who_issues_it() -> None:
    text = "Der Internationale Strafgerichtshof hat einen Haftbefehl gegen den russischen Präsidenten Wladimir Putin erlassen."
    assert only(text, "COERCE").actors == ("org:ICC",)


def test_roles_de_genitive_before_its_noun_is_whose_it_is() -> None:
    event = only("Die Außenminister der G7 haben Nordkoreas jüngsten Raketentest verurteilt.", "ACCUSE")
    assert event.recipients == ("state:PRK",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Moskau wies die Vorwürfe aus Kiew zurück.", (("RUS",), ("UKR",))),
        ("Minsk wies die Vorwürfe aus Warschau zurück.", (("BLR",), ("POL",))),
        ("Kiew lehnen die Rebellen ab.", (("REB",), ("UKR",))),
    ],
)
def test_roles_de_capital_before_the_verb_is_the_subject(text: str, expected: tuple[tuple[str, ...], ...]) -> None:
    assert [(e.actors, e.recipients) for e in read_events(text, language="de") if e.type == "REJECT"] == [expected]


def test_roles_de_both_sides_are_those_who_met() -> None:
    text = (
        "Russlands Außenminister Sergej Lawrow ist mit Nordkoreas Machthaber Kim Jong-un zusammengetroffen. Lawrow dankte "
        "Nordkorea. Beide Seiten vereinbarten, den Austausch von Delegationen zu verstärken."
    )
    assert only(text, "AGREE").actors == ("person:sergei-lavrov", "person:kim-jong-un")
    assert only(text, "CONSULT").modes == ()


def test_status_de_what_is_stopped_is_not_done() -> None:
    found = read_events("Die Slowakei stoppt ihre Waffenlieferungen an die Ukraine.", language="de")
    assert [(event.type, event.recipients) for event in found] == [("SANCTION", ("UKR",))]


def test_roles_de_who_is_invited_to_a_visit_has_not_made_it() -> None:
    found = read_events("Selenskyj lud Modi zu einem Besuch nach Kiew ein.", language="de")
    assert [(event.type, event.actors, event.recipients) for event in found] == [("REQUEST", ("UKR",), ("IND",))]


def test_status_en_what_is_yet_to_be_done_is_not_done() -> None:
    found = read_events("Only Hungary has yet to approve the accession of Sweden.", language="en")
    assert {event.status for event in found} == {"planned"}


def test_roles_en_who_arrested_somebody_arrested_the_man() -> None:
    text = "Lithuania detained a Belarusian national on Monday. The man was arrested near the Belarusian border."
    events = [e for e in read(text, language="en").events if e.type == "COERCE"]
    assert {event.actors for event in events} == {("state:LTU",)}


def test_roles_en_nobody_expels_own_diplomats() -> None:
    found = read_events("Albania cut ties with Iran and gave its diplomats 24 hours to leave.", language="en")
    assert {event.recipients for event in found if event.type == "SANCTION"} == {("IRN",)}


def test_date_en_month_beside_another_noun_dates_that_noun() -> None:
    event = only("Albania cut diplomatic ties with Iran over a July cyberattack.", "SANCTION", language="en")
    assert event.date is not None and event.date.value == "2024-09"


def test_roles_de_prisoners_are_released_not_sacked() -> None:
    assert [e.type for e in read_events("Israel entließ 33 palästinensische Häftlinge.", language="de")] == ["RETREAT"]


def test_addressees_en_threat_answers_who_did_something() -> None:
    text = "Moldova expelled a Russian diplomat. Russia's foreign ministry vowed to retaliate."
    assert only(text, "THREATEN", language="en").recipients == ("state:MDA",)


def test_addressees_de_opposition_and_praise_of_a_treaty() -> None:
    text = (
        "Japan und Südkorea haben in Tokio ein Abkommen unterzeichnet. Indonesien lobte das Abkommen, während die Opposition "
        "in Seoul die Regierung kritisierte."
    )
    assert only(text, "ACCUSE").recipients == ("state:KOR",)
    praise = [e for e in read(text).events if e.type == "SUPPORT" and e.actors == ("state:IDN",)]
    assert [e.recipients for e in praise] == [("state:JPN", "state:KOR")]


def test_roles_en_who_mediates_and_meets_meets_once() -> None:
    text = "Kenya mediated between Egypt and Ethiopia on Sunday. Kenyan envoy Grace Wambugu met Egyptian envoy Nadia el-Sawy."
    assert all(not event.recipients for event in read(text, language="en").events if len(event.actors) > 1)


def test_date_de_day_in_the_month_of_the_report_is_none_after_it() -> None:
    text = "Der russische Außenminister Sergej Lawrow traf am 2. März 2023 Antony Blinken."
    event = only(text, "CONSULT", published="2023-03")
    assert event.date is not None and event.date.value == "2023-03-02"


def test_status_de_no_longer_blocked_is_conceded() -> None:
    assert only("Ungarn will den Beitritt Schwedens nicht länger blockieren.", "CONCEDE").actors == ("state:HUN",)
    assert only("Ungarn will den Beitritt Schwedens blockieren.", "REJECT").actors == ("state:HUN",)


def test_status_en_no_longer_blocked_is_conceded() -> None:
    text = "Hungary will no longer block Sweden's bid."
    assert only(text, "CONCEDE", language="en").recipients == ("state:SWE",)


def test_roles_en_host_of_the_talks_talks_with_those_told_of() -> None:
    text = "Ethiopia and Somalia signed a deal on Monday. Turkey hosted the talks in Ankara."
    assert set(only(text, "CONSULT", language="en").actors) >= {"state:TUR", "state:ETH", "state:SOM"}


def test_attribution_en_clause_of_contrast_is_not_what_was_offered() -> None:
    event = only("Mali offered to send troops, while Togo closed two border crossings.", "COERCE", language="en")
    assert (event.status, event.attribution) == ("factual", ())


def test_roles_de_soldiers_sent_to_end_riots_do_not_riot() -> None:
    text = "Australien schickte Soldaten auf die Salomonen, um Ausschreitungen zu beenden."
    found = [event for event in read(text).events if event.type == "PROTEST"]
    assert all("state:AUS" not in event.actors for event in found)


def test_place_expulsion_happens_where_it_is_ordered() -> None:
    text = "Two businessmen were jailed in Gdansk. Lithuania expelled two Belarusian consular officials."
    place = only(text, "SANCTION", language="en").place
    assert place is not None
    assert place.country == "LTU"


def test_place_de_part_of_a_state_by_bearing() -> None:
    event = only("Bei einem Angriff in der Ostukraine sind drei Soldaten getötet worden.", "ASSAULT")
    assert event.place is not None
    assert (event.place.name, event.place.country, event.place_basis) == ("Ostukraine", "UKR", "named")


def test_place_en_background_is_not_where_the_next_deed_happens() -> None:
    text = (
        "Cambodia accused Thailand of breaking the truce that the two countries had signed in Kuala Lumpur in October. "
        "Thailand closed two border crossings."
    )
    document = read(text, language="en")
    closing = next(event for event in document.events if event.evidence[0].start > text.index(". "))
    assert closing.place is None or closing.place.name != "Kuala Lumpur"


def test_place_de_sanctions_are_not_imposed_where_others_met() -> None:
    text = "Al-Sisi empfing den sudanesischen Präsidenten in Kairo. Die USA verhängten Sanktionen gegen Kolumbien."
    place = only(text, "SANCTION").place
    assert place is None or place.country != "EGY"


def test_date_en_of_a_clause_that_tells_more_of_a_noun_is_not_the_events() -> None:
    text = "Cambodia accused Thailand of violating the truce that they had signed in Kuala Lumpur in October."
    date = only(text, "ACCUSE", language="en").date
    assert date is None or date.printed != "October"


@pytest.mark.parametrize(("text", "language", "absent"), [
    ("Paschinjan wies die Forderung Aserbaidschans zurück und nannte sie eine Einmischung in die Angelegenheiten seines Landes.", "de", "COERCE"),
    ("Minsk described the arrest of its consul by Poland as an attack on diplomacy.", "en", "ASSAULT"),
    ("Kyiv called it an attack on its sovereignty.", "en", "ASSAULT"),
])  # fmt: skip
def test_status_what_something_is_called_need_not_be(text: str, language: str, absent: str) -> None:
    assert absent not in [event.type for event in read(text, language=language).events]


def test_place_de_venue_of_a_statement_is_not_where_deeds_happen() -> None:
    text = (
        "Die EU will ihre Mission verlängern, wie eine Sprecherin in Brüssel sagte. "
        "Am Freitag schossen aserbaidschanische Soldaten auf das Dorf."
    )
    place = only(text, "ASSAULT").place
    assert place is None or place.country != "BEL"


@pytest.mark.parametrize(("text", "doer", "accuser"), [
    ("Kiew wirft Moskau Angriffe auf Zivilisten vor.", "state:RUS", "state:UKR"),
    ("Ankara wirft der PKK einen Anschlag in Izmir vor.", "group:PKK", "state:TUR"),
])  # fmt: skip
def test_status_de_deed_of_which_somebody_is_accused_is_told_on_the_accusers_word(text: str, doer: str, accuser: str) -> None:
    deed = only(text, "ASSAULT")
    assert (deed.actors, deed.status, deed.attribution) == ((doer,), "reported", (accuser,))
