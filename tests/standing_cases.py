"""Articles with and without marks of what they are: the flags that each must get, and no other."""

from __future__ import annotations

from typing import Any, NamedTuple

from pipelines.markup.markup import Markup

RU = "Рудник в Риддере вернул смены на прежний график после трёх недель ремонта подъёмной машины, рассказали в компании."
RU2 = "На обновление ушло 1,2 миллиарда тенге, следующим летом заменят вентилятор главного проветривания."
KK = "Риддердегі кеніш үш апталық жөндеуден кейін ауысымдарды бұрынғы кестеге қайтарды, деп хабарлады компания өкілдері."
KK2 = "Жаңартуға 1,2 миллиард теңге жұмсалды, келесі жазда бас желдеткіш ауыстырылады."
EN = "The Ridder mine has put its shifts back on the old schedule after three weeks of repairs, the company said."
EN2 = "The work cost 1.2 billion tenge, and the main fan will be replaced next summer."
LONG = [RU, RU2, RU, RU2, RU, RU2, RU, RU2]


class Case(NamedTuple):
    name: str
    flags: set[str]
    lines: list[str]
    dropped: tuple[str, ...] = ()
    title: str = "Рудник обновили"
    html: str = ""
    group: str = ""
    claims: dict[str, Any] = {}  # noqa: RUF012 - never changed

    @property
    def markup(self) -> Markup:
        return Markup(**self.claims)

    @property
    def page(self) -> str:
        return self.html or f"<html><body><main><h1>{self.title}</h1></main></body></html>"


def at(path: str, host: str = "ridder.example") -> dict[str, Any]:
    return {"canonical_url": f"https://{host}{path}"}


def beside(label: str, title: str = "Рудник обновили") -> str:
    return f"<html><body><div class='top'><span class='label'>{label}</span><h1>{title}</h1></div><div class='text'>{''.join(f'<p>{line}</p>' for line in LONG)}</div></body></html>"


ADVERTORIALS = [
    Case("ru line at the end", {"advertorial"}, [RU, RU2, "На правах рекламы"]),
    Case("ru line with a star taken out", {"advertorial"}, [RU], ("*На правах рекламы.",)),
    Case("ru line in brackets", {"advertorial"}, [RU, "(Публикуется на правах рекламы)"]),
    Case("ru partner", {"advertorial"}, ["Партнёрский материал", RU, RU2]),
    Case(
        "ru partner behind a share bar", {"advertorial"}, [RU], ("Поделиться", "Материал партнёра")
    ),
    Case(
        "ru token",
        {"advertorial"},
        [RU],
        ("Реклама. ООО «Алтын». ИНН 7701234567. erid: 2VtzqvExAbC",),
    ),
    Case("ru commercial terms", {"advertorial"}, [RU, "Статья размещена на коммерческой основе."]),
    Case("ru section", {"advertorial"}, [RU], claims={"section": "Новости партнёров"}),
    Case("ru section of advertisements", {"advertorial"}, [RU], claims={"section": "Реклама"}),
    Case(
        "ru label beside the headline", {"advertorial"}, LONG, html=beside("Партнёрский материал")
    ),
    Case("kk as advertising", {"advertorial"}, [KK, KK2, "Жарнама ретінде"]),
    Case(
        "kk by right of advertising",
        {"advertorial"},
        [KK],
        ("Жарнама құқығы негізінде жарияланды",),
    ),
    Case("kk line in brackets", {"advertorial"}, ["(жарнама құқығында)", KK]),
    Case("kk article of an advertiser", {"advertorial"}, [KK, "Жарнамалық мақала"]),
    Case("kk partner", {"advertorial"}, [KK], ("Серіктестік материал",)),
    Case("en line", {"advertorial"}, ["Sponsored content", EN, EN2]),
    Case("en sponsor", {"advertorial"}, [EN, EN2, "This content is sponsored by Altyn Mining."]),
    Case("en address", {"advertorial"}, [EN], claims=at("/sponsored/new-hoist")),
    Case(
        "en declared type", {"advertorial"}, [EN], claims={"page_type": "AdvertiserContentArticle"}
    ),
    Case(
        "paid link",
        {"advertorial"},
        [EN, "Order the hoist at Altyn Mining today."],
        html="<html><body><h1>Hoist</h1><p>Order the hoist at <a rel='sponsored nofollow' href='https://altyn.example/x'>Altyn Mining</a> today.</p></body></html>",
    ),
    Case(
        "class around the headline",
        {"advertorial"},
        [EN],
        html="<html><body><article class='post sponsored-post'><h1>Hoist</h1><p>x</p></article></body></html>",
    ),
]
NO_ADVERTORIALS = [
    Case("ru about the law", set(), ["Депутаты хотят запретить публикации на правах рекламы.", RU]),
    Case(
        "ru about advertising",
        set(),
        ["Реклама казино исчезнет с улиц Риддера с первого июня.", RU],
        title="Реклама: что изменит новый закон",
    ),
    Case("ru label of a banner", set(), [RU, RU2], ("Реклама", "Читайте также")),
    Case("ru grant", set(), [RU, "Материал подготовлен при поддержке фонда «Открытая среда»."]),
    Case(
        "ru partners in a sentence",
        set(),
        ["Партнёрский проект рудника и колледжа запустили в Риддере.", RU],
    ),
    Case("ru sponsor in a sentence", set(), ["Спонсор команды ушёл, сказал тренер горняков.", RU]),
    Case("kk label of a banner", set(), [KK, KK2], ("Жарнама",)),
    Case(
        "kk about advertising",
        set(),
        ["Жарнама ретінде ілінген баннер желден құлап қалды.", KK],
        title="Жарнама туралы заң өзгереді",
    ),
    Case(
        "kk rights in a sentence",
        set(),
        ["Жарнама құқығы негізінде жасалған шарт бұзылды, дейді заңгер.", KK],
    ),
    Case(
        "en sponsored in a sentence",
        set(),
        ["Sponsored athletes from five towns came to Ridder.", EN],
    ),
    Case(
        "en partner",
        set(),
        ["Partner content with the deal, says the owner of the pit and of the smelter.", EN],
    ),
    Case(
        "links to a shop",
        set(),
        [EN, "Buy a helmet like his here."],
        html="<html><body><h1>Helmets</h1><p>Buy a <a rel='sponsored' href='https://www.amazon.com/h'>helmet</a> like his here.</p></body></html>",
    ),
    Case(
        "paid links outside of the text",
        set(),
        [EN, EN2],
        html="<html><body><h1>Hoist</h1><aside><p>Try <a rel='sponsored' href='https://bank.example'>our bank</a></p></aside></body></html>",
    ),
    Case(
        "advertisement in a far column",
        set(),
        LONG,
        html=f"<html><body><div class='text'><h1>Рудник обновили</h1>{''.join(f'<p>{line}</p>' for line in LONG)}</div><aside><span>Партнёрский материал</span></aside></body></html>",
    ),
    Case("section on the market", set(), [RU], claims={"section": "Реклама и маркетинг"}),
]
RELEASES = [
    Case("ru line", {"press release"}, ["Пресс-релиз", RU, RU2]),
    Case("ru line with a date", {"press release"}, ["ПРЕСС-РЕЛИЗ от 5 мая 2025 года", RU]),
    Case("ru title", {"press release"}, [RU], title="Пресс-релиз: рудник обновили"),
    Case("ru section", {"press release"}, [RU], claims={"section": "Пресс-релизы"}),
    Case(
        "ru contacts for the media",
        {"press release"},
        [RU, RU2, "Контакты для СМИ: +7 701 000 00 00"],
    ),
    Case("kk line", {"press release"}, ["Баспасөз хабарламасы", KK]),
    Case("kk release", {"press release"}, [KK], ("Баспасөз релизі",)),
    Case("kk contacts", {"press release"}, [KK, KK2, "БАҚ үшін байланыс: press@altyn.example"]),
    Case("en line", {"press release"}, ["FOR IMMEDIATE RELEASE", EN]),
    Case(
        "en wire",
        {"press release"},
        [
            "TORONTO, May 05, 2025 (GLOBE NEWSWIRE) -- Altyn Mining today said the hoist is running.",
            EN,
        ],
    ),
    Case(
        "en other wire",
        {"press release"},
        [
            "ALMATY, Kazakhstan, May 5, 2025 /PRNewswire/ -- Altyn Mining said the hoist is running.",
            EN,
        ],
    ),
    Case(
        "en caution",
        {"press release"},
        [EN, EN2, "Forward-Looking Statements", "This text speaks of the future."],
    ),
    Case("en host", {"press release"}, [EN], claims=at("/news/5", "www.businesswire.com")),
    Case("en address", {"press release"}, [EN], claims=at("/press-releases/hoist")),
]
NO_RELEASES = [
    Case("ru in a sentence", set(), ["В пресс-релизе компании говорится о ремонте.", RU]),
    Case("ru denied", set(), ["Пресс-релиз рудника опроверг слухи о закрытии.", RU]),
    Case("kk in a sentence", set(), ["Баспасөз хабарламасында кеніш аталмаған.", KK]),
    Case("en in a sentence", set(), ["The press release did not say who owns the mine.", EN]),
    Case(
        "en released",
        set(),
        ["Immediate release of the jailed miners was demanded by the union.", EN],
        title="Press release the miners, union says",
    ),
    Case("en contacts", set(), ["Media contacts were forbidden to the director of the mine.", EN]),
]
OFFICIALS = [
    Case("group", {"official"}, [RU], group="government"),
    Case(
        "gov.kz", {"official"}, [KK], claims=at("/memleket/entities/vko/press/news/1", "www.gov.kz")
    ),
    Case("region of gov.kz", {"official"}, [RU], claims=at("/news/1", "ridder.vko.gov.kz")),
    Case("ru signature", {"official"}, [RU, RU2, "Пресс-служба акимата города Риддера"]),
    Case("ru by-line", {"official"}, ["Пресс-служба акимата области Абай сообщает:", RU]),
    Case("kk signature", {"official"}, [KK, KK2, "Риддер қаласы әкімдігінің баспасөз қызметі"]),
    Case("en signature", {"official"}, [EN, EN2, "Press Service of the Ministry of Industry"]),
    Case(
        "author of the page",
        {"official"},
        [RU],
        html="<html><body><h1>Рудник обновили</h1><span class='author'>Пресс-служба ДЧС ВКО</span></body></html>",
    ),
]
NO_OFFICIALS = [
    Case(
        "ru source of a report",
        set(),
        ["Пресс-служба акимата сообщает, что рудник вернул смены.", RU],
    ),
    Case("ru source at the end", set(), [RU, "Об этом сообщает пресс-служба акимата."]),
    Case("ru photo", set(), [RU], ("Фото: пресс-служба акимата",)),
    Case(
        "kk source",
        set(),
        [KK, "Бұл туралы қала әкімдігінің баспасөз қызметі хабарлады, деп жазады басылым."],
    ),
    Case(
        "en source",
        set(),
        ["The press service of the ministry said the mine was safe, and the union agreed.", EN],
    ),
    Case("about a state site", set(), [RU], claims=at("/news/gov.kz", "ridder.example")),
    Case("a host that ends alike", set(), [RU], claims=at("/news/1", "notgov.kz")),
]
STAMPS = [
    "09:15 На поверхность вывели 118 человек, медики осмотрели каждого из них прямо у ствола.",
    "09:40 Связь с лавой восстановлена, двое горняков отзываются на сигналы спасателей.",
    "10:20 В Риддер вылетел министр, с ним бригада врачей из ожогового центра столицы.",
    "11:05 Обоих горняков подняли живыми, состояние врачи оценивают как удовлетворительное.",
    "11:30 Штаб закончил работу, причину аварии выяснит комиссия под началом вице-министра.",
]
LIVE = [
    Case("declared type", {"live blog"}, [EN], claims={"page_type": "LiveBlogPosting"}),
    Case("ru title", {"live blog"}, [RU], title="Авария на шахте: онлайн-трансляция"),
    Case("en title", {"live blog"}, [EN], title="Live updates: rescue at the mine"),
    Case("kk title", {"live blog"}, [KK], title="Шахтадағы апат: тікелей трансляция"),
    Case("entries with times", {"live blog"}, STAMPS),
    Case("entries that run backwards", {"live blog"}, STAMPS[::-1]),
    Case(
        "times on lines of their own",
        {"live blog"},
        [part for line in STAMPS for part in (line[:5], line[6:])],
    ),
    Case(
        "classes of entries",
        {"live blog"},
        [EN],
        html="<html><body><h1>Rescue</h1>"
        + "<div class='live-entry'><p>x</p></div>" * 4
        + "</body></html>",
    ),
]
NO_LIVE = [
    Case(
        "ru about a broadcast",
        set(),
        ["Онлайн-трансляция суда над директором рудника запрещена.", RU],
        title="Онлайн-трансляция суда запрещена",
    ),
    Case(
        "programme of a day",
        set(),
        [
            RU,
            "10:00 — открытие выставки",
            "11:00 — парад техники",
            "12:00 — награждение",
            "14:00 — концерт",
            "18:00 — салют",
        ],
    ),
    Case("times without an order", set(), [STAMPS[3], STAMPS[0], STAMPS[4], STAMPS[1], STAMPS[2]]),
    Case(
        "en live cattle",
        set(),
        ["Live ammunition was found near the mine.", EN],
        title="Live shells found near the mine",
    ),
]
OPINIONS = [
    Case("ru section", {"opinion"}, [RU], claims={"section": "Мнения"}),
    Case("ru colon", {"opinion"}, [RU], title="Мнение: руднику нужен новый хозяин"),
    Case("ru notice", {"opinion"}, [RU], ("Мнение автора может не совпадать с мнением редакции.",)),
    Case(
        "ru notice kept",
        {"opinion"},
        [RU, "Позиция автора статьи может не совпадать с позицией редакции"],
    ),
    Case("kk colon", {"opinion"}, [KK], title="Пікір: кенішке жаңа қожайын керек"),
    Case(
        "kk notice",
        {"opinion"},
        [KK],
        ("Автордың пікірі редакция көзқарасымен сәйкес келмеуі мүмкін",),
    ),
    Case("en colon", {"opinion"}, [EN], title="Opinion: the mine needs an owner"),
    Case(
        "en notice",
        {"opinion"},
        [EN],
        (
            "The views expressed in this column are those of the author and do not reflect those of the Ridder Times.",
        ),
    ),
    Case("en address", {"opinion"}, [EN], claims=at("/opinion/the-mine-needs-an-owner")),
]
NO_OPINIONS = [
    Case(
        "ru experts",
        set(),
        ["Мнения экспертов о ремонте разделились.", RU],
        title="Мнение экспертов: рудник закроют",
    ),
    Case(
        "ru notice of the site",
        set(),
        [RU],
        ("Мнение редакции может не совпадать с мнением авторов публикаций.",),
    ),
    Case(
        "ru notice in the footer",
        set(),
        [RU],
        ("© 2025 Риддер сегодня", "Мнение автора может не совпадать с мнением редакции"),
    ),
    Case("kk opinion given", set(), ["Пікір білдірген кеншілер жөндеуге риза.", KK]),
    Case(
        "en polls",
        set(),
        ["Opinion polls show the mayor ahead of the mine's director.", EN],
        title="Opinion polls put the mayor ahead",
    ),
    Case("ru column of lorries", set(), ["Колонка грузовиков идёт к руднику через перевал.", RU]),
]
TURNS = [
    "— Сколько человек вернулось?",
    "— Все, кто работал до ремонта. Никого не сокращали, оклады платили.",
    "— Когда заменят вентилятор?",
    "— Следующим летом, деньги на это заложены.",
    "— Хватит ли людей?",
    "— Людей хватает, не хватает слесарей.",
]
OTHERS = [
    Case("ru turns", {"interview"}, [RU, *TURNS]),
    Case(
        "en turns",
        {"interview"},
        [
            EN,
            "Q: How many came back?",
            "A: All of them did.",
            "Q: And the fan?",
            "A: Next summer.",
            "Q: Who pays?",
            "A: We do.",
        ],
    ),
    Case("kk section", {"interview"}, [KK], claims={"section": "Сұхбат"}),
    Case("ru title", {"interview"}, [RU], title="Директор рудника: «Людей хватает». Интервью"),
    Case(
        "guide in questions",
        set(),
        ["Что меняется?", RU, "Кого это касается?", RU2, "Когда вступит в силу?", RU],
    ),
    Case(
        "about an interview",
        set(),
        ["Интервью директора вызвало споры.", RU],
        title="Интервью директора вызвало споры",
    ),
    Case("ru photo report", {"gallery"}, [RU], title="Фоторепортаж: один день рудника"),
    Case(
        "pictures with few words",
        {"gallery"},
        [RU],
        html="<html><body><h1>День рудника</h1><div class='photo-gallery'>"
        + "<img src='/1.jpg'>" * 9
        + "</div></body></html>",
    ),
    Case(
        "pictures beside a long text",
        set(),
        [*LONG, *LONG],
        html="<html><body><h1>День рудника</h1><div class='photo-gallery'>"
        + "<img src='/1.jpg'>" * 9
        + "</div></body></html>",
    ),
    Case("paywall claimed", {"paywall"}, [EN], claims={"free": False}),
    Case(
        "paywall offered",
        {"paywall"},
        [RU],
        html="<html><body><h1>Рудник</h1><div class='paywall'>Оформите подписку, чтобы дочитать</div></body></html>",
    ),
    Case("kk paywall line", {"paywall"}, [KK], ("Толық оқу үшін жазылыңыз",)),
    Case("en paywall line", {"paywall"}, [EN], ("Subscribe to continue reading",)),
    Case(
        "button named as a paywall",
        set(),
        [EN],
        html="<html><body><h1>Mine</h1><div class='paywall-header'>Log out</div></body></html>",
    ),
    Case(
        "paywall on a free page",
        set(),
        [RU],
        claims={"free": True},
        html="<html><body><h1>Рудник</h1><div class='paywall'>Оформите подписку</div></body></html>",
    ),
    Case(
        "about subscriptions",
        set(),
        ["Подписка на городскую газету для горняков станет бесплатной.", RU],
    ),
    Case("breaks off", {"truncated"}, [RU, "Следующим летом заменят и… Читать далее"]),
    Case(
        "breaks off, link taken out",
        {"truncated"},
        [RU, "Следующим летом заменят и…"],
        ("Читать полностью",),
    ),
    Case("ends in dots", set(), [RU, "И снова тишина…"]),
    Case("link below a whole text", set(), [RU, RU2], ("Читать далее",)),
    Case(
        "video with few words",
        {"video"},
        [RU],
        html="<html><body><h1>Рудник</h1><iframe src='https://www.youtube.com/embed/1'></iframe></body></html>",
    ),
    Case("nothing at all", set(), []),
]
WORDED_A_THIRD_WAY = [
    Case("worded a third way 1", set(), [RU], ("Читайте также", "Реклама", "Подписаться")),
    Case("worded a third way 2", set(), [RU, "Официальный партнёр клуба — «Казахмыс»."]),
    Case("worded a third way 3", set(), ["Партнёр проекта пообещал достроить школу в срок.", RU]),
    Case(
        "worded a third way 4",
        {"advertorial"},
        [RU],
        ("Материал размещён на правах рекламы. ТОО «Бурмаш»",),
    ),
    Case("worded a third way 5", {"advertorial"}, [KK], ("Жарнама құқығында",)),
    Case("worded a third way 6", {"advertorial"}, ["PARTNER CONTENT", EN]),
    Case(
        "worded a third way 7",
        {"advertorial"},
        [RU, "*Публикуется на правах рекламы. Лицензия № 123"],
    ),
    Case("worded a third way 8", {"advertorial"}, LONG, html=beside("Brand content")),
    Case(
        "worded a third way 9", set(), [EN], title="Paid partnership between mine and college ends"
    ),
    Case("worded a third way 10", set(), [KK, "Жарнамалық материалдар көшеден алынды."]),
    Case("worded a third way 11", {"press release"}, [RU, "Контактное лицо для СМИ: Анна Ким"]),
    Case("worded a third way 12", {"press release"}, ["Пресс-релиз № 14", RU]),
    Case("worded a third way 13", {"press release"}, ["Press Release", EN]),
    Case("worded a third way 14", {"press release"}, [KK, "Баспасөз-релиз"]),
    Case("worded a third way 15", set(), [RU], ("Архив пресс-релизов",)),
    Case("worded a third way 16", set(), ["Компания разослала пресс-релиз.", RU]),
    Case(
        "worded a third way 17",
        {"press release"},
        ["LONDON--(BUSINESS WIRE)--Altyn Gold plc reports results.", EN],
    ),
    Case("worded a third way 18", {"press release"}, [RU], title="АО «Казатомпром»: пресс-релиз"),
    Case("worded a third way 19", {"official"}, [RU, "Пресс-служба МИО ВКО"]),
    Case("worded a third way 20", {"official"}, [KK, "Ұлытау облысы әкімінің баспасөз қызметі"]),
    Case("worded a third way 21", set(), ["Пресс-служба: рудник работает штатно, жалоб нет", RU]),
    Case("worded a third way 22", set(), [RU, "Фото пресс-службы акимата"]),
    Case("worded a third way 23", set(), ["Баспасөз қызметі жауап бермеді", KK]),
    Case(
        "worded a third way 24",
        set(),
        [RU, "Пресс-служба «Казцинка» не ответила на запрос редакции"],
    ),
    Case(
        "worded a third way 25",
        {"live blog"},
        [RU],
        title="Онлайн-трансляция: спасательная операция на шахте Костенко",
    ),
    Case("worded a third way 26", set(), [RU], title="Прямой эфир с министром: главное"),
    Case(
        "worded a third way 27",
        set(),
        [
            RU,
            "08:00 Регистрация участников",
            "09:00 Открытие форума",
            "09:30 Доклад министра",
            "11:00 Кофе-брейк",
            "11:30 Секции",
        ],
    ),
    Case("worded a third way 28", set(), [RU], title="Хроника недели: что писали о рудниках"),
    Case("worded a third way 29", {"opinion"}, [RU], claims={"section": "Колонка"}),
    Case("worded a third way 30", {"opinion"}, [RU], title="Точка зрения: кому нужен новый рудник"),
    Case("worded a third way 31", {"opinion"}, [KK], claims={"section": "Пікір"}),
    Case("worded a third way 32", set(), [KK], title="Пікірталас: кеніш қажет пе"),
    Case("worded a third way 33", set(), [RU], title="Мнение жителей учли: дорогу перенесут"),
    Case("worded a third way 34", set(), [EN], title="In my opinion: no comment, says the mayor"),
    Case("worded a third way 35", {"opinion"}, [EN], claims={"section": "Op-Ed"}),
    Case("worded a third way 36", set(), [EN], ("Views: 1,204", "Comments")),
    Case("worded a third way 37", {"interview"}, [EN], claims={"section": "Interviews"}),
    Case(
        "worded a third way 38", {"interview"}, [RU], title="Интервью: директор рудника о ремонте"
    ),
    Case("worded a third way 39", set(), [RU], title="Министр дал интервью: что он сказал"),
    Case(
        "worded a third way 40",
        set(),
        [RU, "— Когда пустят клеть?", "— Завтра, — ответил директор.", RU2],
    ),
    Case("worded a third way 41", {"truncated"}, [RU, "Рабочие рассказали, что... Толығырақ"]),
    Case("worded a third way 42", {"paywall"}, [EN], ("This article is for subscribers only",)),
    Case(
        "worded a third way 43",
        set(),
        [RU, "Газета доступна по подписке в киосках и на почте города."],
    ),
    Case("worded a third way 44", set(), [EN], title="Live streams help miners' families"),
    Case("worded a third way 45", {"gallery"}, [RU], claims={"section": "Фоторепортаж"}),
    Case("worded a third way 46", set(), [RU], title="Рудник обновили (ФОТО)"),
]
WORDED_OTHERWISE = [
    Case("worded otherwise 1", {"advertorial"}, [RU, "Реклама. На правах рекламы"]),
    Case("worded otherwise 2", {"advertorial"}, [RU], ("Статья опубликована на правах рекламы",)),
    Case(
        "worded otherwise 3",
        {"advertorial"},
        ["Спецпроект партнёра", RU],
        claims={"section": "Спецпроекты партнеров"},
    ),
    Case("worded otherwise 4", {"advertorial"}, [KK, "Жарнама құқығымен"]),
    Case(
        "worded otherwise 5",
        {"advertorial"},
        [KK, "*Жарнама"],
        ("Материал жарнама ретінде жарияланды",),
    ),
    Case("worded otherwise 6", {"advertorial"}, [EN, "Paid content"]),
    Case("worded otherwise 7", {"advertorial"}, ["ADVERTORIAL", EN]),
    Case("worded otherwise 8", {"advertorial"}, [EN], ("Promoted content",)),
    Case("worded otherwise 9", {"advertorial"}, [RU, "PR-материал"]),
    Case(
        "worded otherwise 10",
        {"advertorial"},
        [RU],
        ("Реклама / ТОО «Бурсервис» / erid: LjN8K1abcXYZ",),
    ),
    Case("worded otherwise 11", {"advertorial"}, [RU, "Партнёр публикации — Евразийская группа"]),
    Case(
        "worded otherwise 12",
        {"advertorial"},
        LONG,
        html=beside("Реклама на правах партнёра").replace(
            "Реклама на правах партнёра", "На правах рекламы"
        ),
    ),
    Case("worded otherwise 13", set(), [RU, "Рекламный щит упал на дорогу к руднику."]),
    Case("worded otherwise 14", set(), ["Партнёры проекта вложат 5 миллиардов тенге.", RU]),
    Case(
        "worded otherwise 15",
        set(),
        ["Реклама: двигатель торговли или обман? Разбираемся вместе с юристом.", RU],
    ),
    Case("worded otherwise 16", set(), ["Спонсорский пакет команды «Шахтёр» вырос.", RU]),
    Case("worded otherwise 17", set(), LONG, html=beside("Реклама")),
    Case("worded otherwise 18", set(), LONG, html=beside("Жарнама")),
    Case("worded otherwise 19", set(), [EN, "The paid program for apprentices starts in May."]),
    Case("worded otherwise 20", set(), [EN], ("Sponsored links",)),
    Case("worded otherwise 21", {"press release"}, ["Пресс-релиз", RU]),
    Case("worded otherwise 22", {"press release"}, [RU], title="ПРЕСС-РЕЛИЗ: Казцинк подвёл итоги"),
    Case("worded otherwise 23", {"press release"}, ["г. Алматы, 5 мая 2025 г.", "Пресс-релиз", RU]),
    Case("worded otherwise 24", {"press release"}, [EN, EN2, "Media Contact:", "Anna Kim"]),
    Case(
        "worded otherwise 25",
        {"press release"},
        [EN, "About Altyn Mining", "SOURCE Altyn Mining Ltd."],
    ),
    Case("worded otherwise 26", {"press release"}, ["NEWS RELEASE", EN]),
    Case(
        "worded otherwise 27",
        {"press release"},
        [
            "VANCOUVER, British Columbia, May 5, 2025 (Newsfile Corp.) - Altyn Gold reports drilling.",
            EN,
        ],
    ),
    Case("worded otherwise 28", {"press release"}, [KK], title="Баспасөз релизі: кеніш жаңарды"),
    Case(
        "worded otherwise 29",
        {"press release"},
        [RU],
        claims=at("/ru/press-center/press-releases/12"),
    ),
    Case("worded otherwise 30", set(), ["Пресс-релиз: так называется новый спектакль театра.", RU]),
    Case("worded otherwise 31", set(), ["Согласно пресс-релизу, рудник обновили.", RU]),
    Case("worded otherwise 32", set(), [RU], ("Пресс-центр", "Пресс-релизы")),
    Case(
        "worded otherwise 33",
        {"official"},
        [RU, "Пресс-служба Министерства промышленности и строительства РК"],
    ),
    Case(
        "worded otherwise 34",
        {"official"},
        [KK, "ҚР Өнеркәсіп және құрылыс министрлігінің баспасөз қызметі"],
    ),
    Case("worded otherwise 35", {"official"}, [RU, "Пресс-служба ТОО «Казцинк»"]),
    Case("worded otherwise 36", {"official"}, [EN, "Press Office of Kazatomprom"]),
    Case("worded otherwise 37", set(), ["Пресс-служба комбината пока молчит.", RU]),
    Case(
        "worded otherwise 38", set(), [RU, "По информации пресс-службы акимата, движение открыто."]
    ),
    Case("worded otherwise 39", set(), [KK, "Бұл туралы ІІМ баспасөз қызметі мәлімдеді."]),
    Case("worded otherwise 40", set(), [KK, "Деректі облыс әкімінің баспасөз қызметі таратты."]),
    Case(
        "worded otherwise 41",
        {"live blog"},
        [RU],
        title="Взрыв на шахте: текстовая онлайн-трансляция",
    ),
    Case("worded otherwise 42", {"live blog"}, [EN], title="Kostenko mine disaster – live updates"),
    Case("worded otherwise 43", {"live blog"}, [KK], title="Онлайн-репортаж: Қостенко шахтасы"),
    Case("worded otherwise 44", set(), [EN], title="Where miners live: a map"),
    Case("worded otherwise 45", set(), [RU], title="Онлайн-магазин горной техники открылся"),
    Case(
        "worded otherwise 46",
        set(),
        [RU, *[f"{h:02}:00 Автобус № {h} отходит от проходной рудника." for h in range(6, 14)]],
    ),
    Case("worded otherwise 47", {"opinion"}, [RU], claims={"section": "Колумнисты"}),
    Case("worded otherwise 48", {"opinion"}, [RU], title="Колонка: чего ждут горняки"),
    Case("worded otherwise 49", {"opinion"}, [KK], claims={"section": "Көзқарас"}),
    Case(
        "worded otherwise 50",
        {"opinion"},
        [EN],
        (
            "The opinions expressed here are the author's own and do not reflect the views of the publisher.",
        ),
    ),
    Case(
        "worded otherwise 51",
        {"opinion"},
        [RU],
        ("Мнение автора может не отражать точку зрения редакции",),
    ),
    Case(
        "worded otherwise 52", {"opinion"}, [KK], ("Редакция автордың пікірімен бөліспеуі мүмкін",)
    ),
    Case("worded otherwise 53", {"opinion"}, [EN], title="Op-Ed: Let the towns decide"),
    Case("worded otherwise 54", set(), [RU], title="Мнения горожан разделились"),
    Case("worded otherwise 55", set(), [RU], title="Точка зрения инвестора изменилась"),
    Case("worded otherwise 56", set(), [EN], title="Editorial staff of the paper on strike"),
    Case(
        "worded otherwise 57",
        set(),
        [RU],
        (
            "Мнение авторов может не совпадать с позицией редакции. Редакция не несёт ответственности за комментарии читателей.",
        ),
    ),
    Case(
        "worded otherwise 58",
        {"interview"},
        [
            KK,
            "– Қанша адам оралды?",
            "– Барлығы оралды.",
            "– Желдеткіш қашан ауысады?",
            "– Келесі жазда.",
            "– Қаржы бар ма?",
            "– Бар.",
        ],
    ),
    Case("worded otherwise 59", set(), [RU, "— Сколько?", "— Много."]),
    Case("worded otherwise 60", {"truncated"}, [RU, "Подробности на сайте [...]"]),
    Case("worded otherwise 61", set(), [RU, "Сколько же стоит ремонт…"]),
    Case("worded otherwise 62", {"paywall"}, [RU], ("Этот материал доступен только по подписке",)),
    Case("worded otherwise 63", {"advertorial"}, [RU], claims=at("/reklama/novyj-kopr")),
    Case("worded otherwise 64", set(), [RU], claims=at("/reklama-kazino-zapretyat")),
    Case(
        "worded otherwise 65",
        {"official"},
        [RU],
        claims={"canonical_url": "https://www.akorda.kz/ru/x-1"},
    ),
]
CASES = [
    *WORDED_OTHERWISE,
    *WORDED_A_THIRD_WAY,
    *ADVERTORIALS,
    *NO_ADVERTORIALS,
    *RELEASES,
    *NO_RELEASES,
    *OFFICIALS,
    *NO_OFFICIALS,
    *LIVE,
    *NO_LIVE,
    *OPINIONS,
    *NO_OPINIONS,
    *OTHERS,
]
