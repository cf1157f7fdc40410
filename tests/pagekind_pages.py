"""Pages in an article's place, and articles that resemble them: how each is to be judged."""

from __future__ import annotations

from typing import NamedTuple

MENU = (
    "<header><div class='logo'><a href='/'>{site}</a></div><nav><ul><li><a href='/news'>Новости</a></li>"
    "<li><a href='/economy'>Экономика</a></li><li><a href='/sport'>Спорт</a></li></ul></nav></header>"
)
FOOTER = (
    "<footer><p>© 2015–2025 ТОО «Медиа Дом». Все права защищены.</p>"
    "<p>При использовании материалов гиперссылка на {site} обязательна.</p>"
    "<p>Тел.: +7 (7172) 55-44-33, e-mail: info@{site}</p></footer>"
)
LEAD = (
    "В Риддере после ремонта запустили подъёмную машину рудника, и смены вернулись на прежний график, "
    "рассказали в компании. Работы заняли три недели, за это время людей не сокращали, а оклады выплатили полностью."
)
MORE = (
    "Директор рудника Серик Ахметов сказал, что на обновление ушло 1,2 миллиарда тенге. Следующим летом заменят и "
    "вентилятор главного проветривания, ему тридцать четыре года."
)
LEAD_KK = (
    "Риддердегі кеніштің көтергіш машинасы жөндеуден кейін іске қосылып, ауысымдар бұрынғы кестеге оралды, деп хабарлады "
    "компания өкілдері. Жұмыс үш аптаға созылды, бұл уақытта ешкім қысқарған жоқ, жалақы толық төленді."
)
LEAD_EN = (
    "The hoist of the Ridder mine is running again after repairs and shifts are back to the old schedule, the company "
    "said. The work took three weeks; nobody was laid off and wages were paid in full."
)
DATED = "<meta property='article:published_time' content='2025-05-06T10:00:00+05:00'>"
HEADLINES = [
    "В Астане открыли новый мост через Ишим",
    "Где в Казахстане самая высокая зарплата",
    "На шахте в Хромтау сменили директора",
    "Сколько руды добыли в Жезказгане за полугодие",
    "Шахтёры Риддера вернулись на работу",
    "В Балхаше отремонтируют две школы",
    "Урановый рудник в Кызылорде расширят",
    "Цены на медь выросли за неделю на три процента",
    "Профсоюз металлургов выбрал председателя",
    "Экибастузская станция запустила третий блок",
]
HEADLINES_KK = [
    "Астанада Есіл арқылы жаңа көпір ашылды",
    "Қазақстанда ең жоғары жалақы қайда төленеді",
    "Хромтаудағы шахтаның директоры ауысты",
    "Жезқазғанда жарты жылда қанша кен өндірілді",
    "Риддер кеншілері жұмысқа қайта оралды",
    "Балқашта екі мектеп жөнделетін болды",
    "Қызылордадағы уран кеніші кеңейтіледі",
    "Мыс бағасы бір аптада үш пайызға өсті",
    "Металлургтер кәсіподағы төраға сайлады",
    "Екібастұз станциясы үшінші блокты қосты",
]
TEASER = "<div class='news-item'><span class='date'>{day} мая 2025</span> <h3><a href='/n/{day}'>{line}</a></h3><p>{note}</p></div>"


class Case(NamedTuple):
    name: str
    html: str
    status: int = 200


def page(
    body: str, title: str = "", head: str = "", body_class: str = "", site: str = "ridder.example"
) -> str:
    return (
        f"<html><head><title>{title}</title>{head}</head><body class='{body_class}'>"
        f"{MENU.format(site=site)}<main>{body}</main>{FOOTER.format(site=site)}</body></html>"
    )


def article(
    title: str, *paragraphs: str, head: str = "", body_class: str = "", extra: str = ""
) -> str:
    text = "".join(f"<p>{line}</p>" for line in paragraphs)
    body = f"<article><h1>{title}</h1><div class='text'>{text}</div></article>{extra}"
    return page(body, f"{title} — Риддер сегодня", head, body_class)


def listing(lines: list[str], note: str = "") -> str:
    return "".join(TEASER.format(day=n + 1, line=line, note=note) for n, line in enumerate(lines))


GONE = [
    Case(
        "ru 404 with search",
        page(
            "<h1>404</h1><p>Страница не найдена</p><p>Возможно, она была удалена или вы ошиблись в адресе. Воспользуйтесь поиском или вернитесь на главную.</p><form><input type='text' name='q'></form>",
            "Страница не найдена | Риддер сегодня",
        ),
    ),
    Case(
        "ru 404 over the latest news",
        page(
            f"<h1>Ошибка 404</h1><p>К сожалению, такой страницы не существует.</p><h2>Последние новости</h2>{listing(HEADLINES)}",
            "Ошибка 404",
            body_class="error404",
        ),
    ),
    Case(
        "ru removed material",
        page(
            "<h1>Материал удалён</h1><p>Новость, которую вы ищете, снята с публикации.</p>",
            "Риддер сегодня",
        ),
    ),
    Case(
        "kk 404",
        page(
            "<h1>Қате 404</h1><p>Кешіріңіз, сіз іздеген бет табылмады.</p><p>Басты бетке оралу</p>",
            "Бет табылмады — Риддер бүгін",
        ),
    ),
    Case(
        "kk 404 in a line",
        page("<div class='content'><p>Мұндай бет жоқ немесе жойылған.</p></div>", "Риддер бүгін"),
    ),
    Case(
        "en 404 of a content system",
        page(
            "<h1>Oops! That page can’t be found.</h1><p>It looks like nothing was found at this location. Maybe try a search?</p>",
            "Page not found – Ridder Times",
            body_class="error404",
        ),
    ),
    Case(
        "en 404 that calls itself an article",
        page(
            "<h1>404 Not Found</h1><p>The page you are looking for does not exist.</p>",
            "404 Not Found",
            head="<meta property='og:type' content='article'>",
        ),
    ),
    Case("gone by its status", article("Рудник", LEAD), 410),
    Case(
        "ru site under repair",
        page(
            "<h1>Сайт на реконструкции</h1><p>Приносим извинения за неудобства. Зайдите позже.</p>",
            "Сайт на реконструкции",
        ),
    ),
    Case(
        "ru technical works",
        page(
            "<p>На сайте ведутся технические работы. Мы скоро вернёмся.</p>", "Технические работы"
        ),
    ),
    Case(
        "kk site under repair",
        page(
            "<h1>Сайтта техникалық жұмыстар жүргізілуде</h1><p>Қолайсыздық үшін кешірім сұраймыз.</p>",
            "Сайт жөндеуде",
        ),
    ),
    Case(
        "en maintenance",
        page(
            "<h1>We'll be back soon!</h1><p>Sorry for the inconvenience but we are performing some maintenance at the moment.</p>",
            "Site Maintenance",
            body_class="maintenance",
        ),
    ),
    Case(
        "account suspended",
        "<html><head><title>Account Suspended</title></head><body><h1>Account Suspended</h1><p>This Account has been suspended.</p><p>Contact your hosting provider for more information.</p></body></html>",
    ),
    Case(
        "ru hosting not paid",
        "<html><head><title>Домен ridder.example не прилинкован</title></head><body><h2>Домен не прилинкован ни к одной из директорий на сервере!</h2><p>Если вы владелец сайта, привяжите домен в панели управления.</p></body></html>",
    ),
    Case(
        "domain for sale",
        "<html><head><title>ridder.example is for sale</title></head><body><h1>ridder.example</h1><p>This domain is for sale! Buy now for $2,995 or make an offer.</p><p>Our brokers will help you to get this domain.</p></body></html>",
    ),
    Case(
        "nginx",
        "<html><head><title>Welcome to nginx!</title></head><body><h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is successfully installed and working. Further configuration is required.</p><p>For online documentation and support please refer to nginx.org.</p></body></html>",
    ),
    Case(
        "new content system",
        page(
            "<article><h2>Hello world!</h2><p>Welcome to WordPress. This is your first post. Edit or delete it, then start writing!</p></article>",
            "Hello world! – My site",
        ),
    ),
]
CHALLENGED = [
    Case(
        "en robot check",
        "<html><head><title>Just a moment...</title></head><body><h1>ridder.example</h1><p>Verifying you are human. This may take a few seconds.</p><div>Ray ID: 7d3c</div></body></html>",
        403,
    ),
    Case(
        "ru robot check",
        "<html><head><title>Вы не робот?</title></head><body><div class='smart-captcha'></div><p>Подтвердите, что запросы отправляли вы, а не робот</p></body></html>",
    ),
    Case(
        "kk robot check",
        "<html><head><title>Браузер тексерілуде</title></head><body><p>Сіз робот емес екеніңізді растаңыз. Күте тұрыңыз.</p></body></html>",
        503,
    ),
]
ASKED = [
    Case(
        "ru login",
        page(
            "<h1>Вход на сайт</h1><form><input name='login'><input type='password'></form><p>Забыли пароль?</p>",
            "Вход на сайт",
        ),
    ),
    Case(
        "kk login",
        page(
            "<h1>Жүйеге кіру</h1><form><input type='password'></form>", "Жүйеге кіру — Риддер бүгін"
        ),
    ),
    Case(
        "en consent",
        "<html><head><title>Before you continue</title></head><body><h1>Before you continue</h1><p>We use cookies and data to deliver and maintain services. Accept all or reject all.</p><form action='https://consent.example/save'><button>Accept all</button></form></body></html>",
    ),
]
EMPTY = [
    Case(
        "ru nothing but the footer",
        page(
            "<article><h1>Рудник обновили</h1><div class='text'></div></article>", "Рудник обновили"
        ),
    ),
    Case(
        "notices within the text block",
        page(
            "<h1>Рудник обновили</h1><div class='article'><p>© 2025 ridder.example. Все права защищены. Перепечатка материалов только с письменного разрешения редакции.</p><p>Свидетельство о постановке на учёт СМИ № 17654-ИА выдано Комитетом информации.</p><p>Главный редактор: А. Ким</p></div>",
            "Рудник обновили",
        ),
    ),
    Case(
        "kk notices",
        page(
            "<h1>Кеніш жаңарды</h1><div class='article'><p>Сайт материалдарын пайдаланған жағдайда ridder.example сайтына сілтеме жасау міндетті.</p><p>Бас редактор: А. Серікұлы. Барлық құқықтар қорғалған.</p></div>",
            "Кеніш жаңарды",
            site="ridder.example",
        ),
    ),
    Case(
        "php warnings",
        "<html><head><title></title></head><body><br><b>Warning</b>: mysqli_connect(): (HY000/2002): Connection refused in <b>/home/r/public_html/db.php</b> on line <b>12</b><br><p>Fatal error: Uncaught Error: Call to a member function query() on bool in /home/r/public_html/db.php:14</p><p>Stack trace: #0 /home/r/public_html/index.php(3): include() #1 {main} thrown in /home/r/public_html/db.php on line 14</p></body></html>",
    ),
    Case(
        "database down",
        "<html><head><title>Database Error</title></head><body><h1>Error establishing a database connection</h1></body></html>",
    ),
    Case(
        "ru server error",
        page(
            "<h1>Внутренняя ошибка сервера</h1><p>На сайте произошла ошибка. Попробуйте позже.</p>",
            "Ошибка 500",
        ),
    ),
    Case(
        "gateway",
        "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx/1.18.0 (Ubuntu)</center></body></html>",
    ),
]
OTHERS = [
    Case(
        "ru section page with notes",
        page(
            f"<h1>Экономика</h1>{listing(HEADLINES, LEAD[:150] + '…')}<div class='pages'><a href='?page=2'>2</a> <a href='?page=3'>3</a></div>",
            "Экономика — Риддер сегодня",
        ),
    ),
    Case(
        "kk section page",
        page(
            f"<h1>Барлық жаңалықтар</h1>{listing(HEADLINES_KK, LEAD_KK[:120])}", "Барлық жаңалықтар"
        ),
    ),
    Case(
        "ru tag page",
        page(
            f"<h1>Тег: шахта</h1>{listing(HEADLINES)}",
            "Тег: шахта — Риддер сегодня",
            body_class="archive tag tag-shahta",
        ),
    ),
    Case(
        "section page that a plugin calls article",
        page(
            f"<h1>Новости</h1>{listing(HEADLINES, LEAD)}",
            "Новости",
            head='<meta property=\'og:type\' content=\'article\'><script type=\'application/ld+json\'>{"@type":"CollectionPage","name":"Новости"}</script>',
            body_class="archive category category-news",
        ),
    ),
    Case(
        "en search results",
        page(
            f"<h1>Search results for: mine</h1>{listing(HEADLINES)}",
            "Search results for mine",
            body_class="search search-results",
        ),
    ),
    Case(
        "ru author",
        page(
            f"<h1>Все материалы автора</h1><div class='bio'><p>Айгуль Сапарова пишет о горняках с 2009 года.</p></div>{listing(HEADLINES)}",
            "Айгуль Сапарова",
            head="<meta property='og:type' content='profile'>",
            body_class="archive author",
        ),
    ),
    Case(
        "gallery alone",
        page(
            "<h1>День металлурга</h1><div class='gallery'>"
            + "".join(f"<a href='/i/{n}.jpg'><img src='/i/{n}.jpg'></a>" for n in range(9))
            + "</div>",
            "День металлурга",
        ),
    ),
    Case(
        "video alone",
        page(
            "<h1>Репортаж из шахты</h1><iframe src='https://www.youtube.com/embed/abc'></iframe>",
            "Репортаж из шахты",
        ),
    ),
    Case(
        "document viewer",
        page(
            "<h1>Номер 45</h1><iframe src='/uploads/2025/nomer-45.pdf' width='100%'></iframe>",
            "Газета, номер 45",
        ),
    ),
    Case(
        "ru contacts",
        page(
            "<h1>Контакты</h1><p>Адрес редакции: г. Риддер, ул. Мира, 5</p><form><label>Ваше имя</label><input type='text'><label>Сообщение</label><textarea></textarea><button>Отправить</button></form>",
            "Контакты",
        ),
    ),
    Case(
        "kk contacts",
        page(
            "<h1>Байланыс</h1><p>Мекенжай: Риддер қаласы, Бейбітшілік көшесі, 5</p><p>Тел.: +7 (72336) 4-20-20</p>",
            "Байланыс — Риддер бүгін",
        ),
    ),
    Case(
        "en privacy policy",
        page(
            f"<h1>Privacy Policy</h1><p>{'We collect the address of your device and keep it for ninety days in our logs. ' * 12}</p>",
            "Privacy Policy",
        ),
    ),
    Case(
        "ru weather",
        page(
            "<h1>Погода в Риддере на неделю</h1><table>"
            + "".join(
                f"<tr><td>{n} мая</td><td>+{n} °C</td><td>{740 + n} мм</td></tr>"
                for n in range(5, 14)
            )
            + "</table>",
            "Погода в Риддере",
        ),
    ),
    Case(
        "ru currencies",
        page(
            "<h1>Курсы валют</h1><table>"
            + "".join(
                f"<tr><td>{name}</td><td>{n}.{n}</td></tr>"
                for n, name in enumerate(["USD", "EUR", "RUB", "CNY", "KGS"], 400)
            )
            + "</table>",
            "Курсы валют на сегодня",
        ),
    ),
]
COMMENTS = "<div id='comments'><form><input type='text'><input type='email'><textarea></textarea></form></div>"
KEPT = [
    Case("vacancies above comments", article("Вакансии: кого ищут рудники", LEAD, extra=COMMENTS)),
    Case("advertising above comments", article("Реклама: что изменит закон", LEAD, extra=COMMENTS)),
    Case("a map with a colon", article("Карта сайта: где стоят буровые", LEAD)),
    Case("privacy with a colon", article("Политика конфиденциальности: что не так у банков", LEAD)),
    Case(
        "kk contacts with a colon",
        article("Байланыс: ауылдарға интернет жетеді", LEAD_KK, extra=COMMENTS),
    ),
    Case(
        "en about with a dash",
        article("Contact — a town rebuilds its bridge", LEAD_EN, extra=COMMENTS),
    ),
    Case("en sign in", article("Sign in: miners get a digital lamp room", LEAD_EN)),
    Case("greeting of the world", article("Hello, world: a robot goes down the mine", LEAD_EN)),
    Case("brief of two sentences", article("Рудник обновили", LEAD)),
    Case("kk brief", article("Кеніш жаңарды", LEAD_KK)),
    Case("en brief", article("Mine hoist back in service", LEAD_EN)),
    Case("about 404 days", article("404 дня без зарплаты: рабочие вышли на площадь", LEAD, MORE)),
    Case(
        "about a page not found",
        article("Страница не найдена: куда исчез отчёт о выбросах", LEAD, MORE),
    ),
    Case("brief headed page not found", article("Страница не найдена", LEAD)),
    Case(
        "about captchas",
        article(
            "Подтвердите, что вы не робот: почему капча мешает незрячим",
            LEAD,
            extra="<div class='g-recaptcha'></div>",
        ),
    ),
    Case(
        "about denied access",
        article(
            "Доступ запрещён",
            "Жителям посёлка закрыли дорогу к отвалам рудника, сообщили в акимате. Охрана не пускает туда никого, кроме работников, и местные требуют вернуть проезд к дачам.",
        ),
    ),
    Case(
        "about a closed site",
        article(
            "Сайт временно недоступен из-за атаки",
            "Сайт временно недоступен, сообщили в министерстве. Атака началась ночью и затронула кадастр участков недр, поэтому заявки на лицензии до пятницы принимают на бумаге в канцелярии.",
        ),
    ),
    Case(
        "kk about a closed site",
        article("Сайт жұмыс істемейді: жер қойнауы порталына шабуыл жасалды", LEAD_KK),
    ),
    Case(
        "en account suspended",
        article("Account suspended: miners' union loses its channel", LEAD_EN),
    ),
    Case("en about a domain", article("Domain for sale, mine for sale", LEAD_EN)),
    Case("about a login", article("Вход на сайт кадастра изменят", LEAD)),
    Case(
        "with a login in the head",
        article(
            "Рудник обновили",
            LEAD,
            extra="<div class='modal'><form><h4>Вход</h4><input type='password'></form></div>",
        ),
    ),
    Case(
        "with a warning above it",
        "<b>Warning</b>: Undefined variable $x in <b>/var/www/r/index.php</b> on line <b>3</b><br>"
        + article("Рудник обновили", LEAD, MORE),
    ),
    Case("about a server error", article("Ошибка сервера сорвала аукцион", LEAD, MORE)),
    Case(
        "photo report with captions as text",
        article(
            "Как живёт рудник",
            "Смена спускается в клети, до забоя отсюда сорок минут.",
            "Машинист Ерлан Оспанов проверяет крепь перед началом работы.",
            "В диспетчерской видно каждого, кто под землёй.",
            "После смены горняки идут в баню, потом в столовую.",
            extra="<div class='gallery'>" + "<img src='/1.jpg'>" * 12 + "</div>",
        ),
    ),
    Case(
        "list of prices",
        article(
            "Сколько стоят продукты в Риддере",
            "Мы сравнили цены на рынке и в магазинах города.",
            "Хлеб — 180 тенге",
            "Молоко — 450 тенге",
            "Сахар — 520 тенге",
            "Картофель — 210 тенге",
            "Мясо — 3200 тенге",
            "Яйца — 610 тенге",
            "Рис — 540 тенге",
        ),
    ),
    Case(
        "rates with sentences",
        article(
            "Курс доллара на 6 мая",
            "Курс доллара на 6 мая составил 447,2 тенге, сообщил Нацбанк. Евро подорожал на две тенге, рубль почти не изменился, а юань стоит столько же, сколько в прошлую пятницу.",
            "USD — 447,20",
            "EUR — 483,10",
            "RUB — 4,89",
            "CNY — 61,7",
        ),
    ),
    Case(
        "weather warning",
        article(
            "Погода в Риддере испортится",
            "В Риддере ждут снег и ветер до 25 метров в секунду, предупредили синоптики. Трассу на Усть-Каменогорск могут закрыть, работникам рудника советуют остаться на вахте.",
        ),
    ),
    Case(
        "digest with linked headlines",
        article(
            "Главное за неделю", LEAD, MORE, LEAD, extra=f"<aside>{listing(HEADLINES)}</aside>"
        ),
    ),
    Case(
        "brief beside a long list",
        article(
            "Рудник обновили",
            LEAD,
            MORE,
            extra=f"<div class='list'>{listing(HEADLINES, 'Коротко о главном.')}</div>",
            head=DATED,
        ),
    ),
    Case(
        "article of a content system",
        article(
            "Рудник обновили",
            LEAD,
            MORE,
            body_class="single single-post postid-17",
            head='<script type=\'application/ld+json\'>{"@graph":[{"@type":"Article","headline":"Рудник обновили","datePublished":"2025-05-06T10:00:00+05:00"},{"@type":"WebPage"},{"@type":["WebPage","CollectionPage"]}]}</script>',
        ),
    ),
    Case(
        "with a video",
        article(
            "Рудник обновили",
            LEAD,
            extra="<iframe src='https://www.youtube.com/embed/abc'></iframe>",
        ),
    ),
    Case(
        "with a document",
        article("Рудник обновили", LEAD, extra="<iframe src='/report.pdf'></iframe>"),
    ),
    Case("about contacts", article("Контакты с инвесторами возобновлены", LEAD)),
    Case(
        "with a form below",
        article(
            "Рудник обновили",
            LEAD,
            extra="<form><h3>Оставьте комментарий</h3><input type='text'><input type='email'><textarea></textarea></form>",
        ),
    ),
    Case("about the map of the site", article("Карта сайта добычи: где стоят буровые", LEAD)),
    Case(
        "paywall teaser",
        article(
            "Рудник обновили",
            LEAD,
            extra="<div class='paywall'>Оформите подписку, чтобы читать дальше</div>",
        ),
    ),
    Case("about a search", article("Поиск горняков продолжается", LEAD, MORE)),
    Case("about an author", article("Автор: кто написал гимн горняков", LEAD, MORE)),
    Case("headed news", article("Новости рудника", LEAD, MORE)),
    Case(
        "with notices at its end",
        article("Рудник обновили", LEAD, "© Риддер сегодня. Все права защищены."),
    ),
    Case(
        "digest of equal blocks",
        page(
            "<h1>Семь рудников, которые откроют в этом году</h1>"
            + "".join(
                f"<div class='point'><h3><a href='/mine/{n}'>Рудник номер {n} у Балхаша</a></h3><p>{MORE}</p></div>"
                for n in range(7)
            ),
            "Семь рудников, которые откроют в этом году",
        ),
    ),
]
NEWS = [
    "Kazakh miners strike over unpaid wages in Karaganda",
    "Copper price hits record high in London",
    "New gold mine opens near Stepnogorsk",
    "Government approves subsoil code changes",
    "Railway workers return to their jobs",
    "Coal output falls for the third month",
]
# name of the reason, "" for an article; and the page
WORDED_OTHERWISE: list[tuple[str, str]] = [
    (
        "SOFT_404",
        page(
            "<div class='error-page'><h1>Ой!</h1><p>Кажется, мы не можем найти то, что вы ищете.</p><a href='/'>На главную</a></div>",
            "Страница не найдена",
        ),
    ),
    (
        "SOFT_404",
        page("<h1>К сожалению, запрашиваемая вами страница не найдена на нашем сайте</h1>", "404"),
    ),
    (
        "SOFT_404",
        page(
            "<h2>Ошибка 404. Страница не найдена</h2><p>Неправильно набран адрес, или такой страницы на сайте больше не существует.</p>",
            "Время Риддера",
        ),
    ),
    (
        "SOFT_404",
        page(
            "<h1>Внимание! Обнаружена ошибка</h1><p>По данному адресу публикаций на сайте не найдено, либо у Вас нет прав для просмотра информации по данному адресу.</p>",
            "Внимание! Обнаружена ошибка",
        ),
    ),
    (
        "SOFT_404",
        page(
            "<h1>Парақша табылмады</h1><p>Сіз сұраған парақша сайтта жоқ немесе басқа мекенжайға көшірілген.</p>",
            "Парақша табылмады",
        ),
    ),
    (
        "SOFT_404",
        page(
            "<h1>404</h1><p>Өкінішке қарай, бұл бет жойылған немесе ешқашан болмаған.</p>",
            "404 қате",
        ),
    ),
    (
        "SOFT_404",
        page(
            "<h1>Sorry, this page isn't available</h1><p>The link you followed may be broken, or the page may have been removed.</p>",
            "Page not available",
        ),
    ),
    (
        "SOFT_404",
        page(
            "<h1>This article has been removed</h1><p>The article you tried to access is no longer available.</p>",
            "Times",
        ),
    ),
    (
        "SOFT_404",
        page(
            "<h1>Сайт временно недоступен</h1><p>Уважаемые посетители! В настоящее время проводятся профилактические работы. Приносим свои извинения.</p>",
            "Сайт временно недоступен",
        ),
    ),
    (
        "SOFT_404",
        "<html><head><title>Срок действия домена истёк</title></head><body><p>Срок регистрации домена kz.example истёк. Если вы администратор домена, продлите его.</p></body></html>",
    ),
    (
        "SOFT_404",
        "<html><head><title>Сайт заблокирован</title></head><body><h1>Сайт заблокирован</h1><p>Обслуживание сайта приостановлено хостинг-провайдером. Обратитесь в службу поддержки.</p></body></html>",
    ),
    (
        "SOFT_404",
        "<html><head><title>kz.example</title></head><body><h1>kz.example</h1><p>This domain has been registered and is parked.</p><p>Related searches: Gold, Copper</p></body></html>",
    ),
    (
        "SOFT_404",
        "<html><head><title>Apache2 Debian Default Page: It works</title></head><body><h1>It works!</h1><p>This is the default welcome page used to test the correct operation of the Apache2 server after installation on Debian systems.</p></body></html>",
    ),
    (
        "SOFT_404",
        "<html><head><title>IIS Windows Server</title></head><body><a href='http://go.microsoft.com'><img src='iisstart.png'></a>x</body></html>",
    ),
    (
        "SOFT_404",
        page(
            "<h1>Coming Soon</h1><p>Our website is under construction. Stay tuned!</p>",
            "Coming Soon",
        ),
    ),
    (
        "CHALLENGE",
        "<html><head><title>Attention Required! | Cloudflare</title></head><body><h1>Sorry, you have been blocked</h1><h2>You are unable to access kz.example</h2><p>This website is using a security service to protect itself from online attacks.</p><p>Cloudflare Ray ID: 8</p></body></html>",
    ),
    (
        "CHALLENGE",
        "<html><head><title>DDOS-GUARD</title></head><body><h1>Проверка вашего браузера перед доступом на kz.example</h1><p>Процесс займет несколько секунд</p></body></html>",
    ),
    (
        "CHALLENGE",
        "<html><head><title>Access to this page has been denied</title></head><body><p>Please verify you are a human</p><div id='px-captcha'></div></body></html>",
    ),
    (
        "CHALLENGE",
        "<html><head><title>Ой!</title></head><body><p>Нам очень жаль, но запросы с вашего устройства похожи на автоматические.</p><p>Подтвердите, что запросы отправляли вы, а не робот</p></body></html>",
    ),
    (
        "CONSENT",
        page(
            "<h1>Авторизация</h1><p>Для доступа к материалу необходимо войти в систему.</p><form><input name=u><input type=password></form>",
            "Авторизация",
        ),
    ),
    (
        "CONSENT",
        page("<h1>Sign in to your account</h1><form><input type=password></form>", "Sign in"),
    ),
    (
        "CONSENT",
        page(
            "<h1>Тіркелу</h1><form><input name=a><input type=password></form><p>Құпиясөзді ұмыттыңыз ба?</p>",
            "Тіркелу",
        ),
    ),
    (
        "NO_TEXT",
        "<html><head><title>Ошибка</title></head><body>DB query error. Please try later.</body></html>",
    ),
    (
        "NO_TEXT",
        "<html><body><h1>Parse error: syntax error, unexpected '}' in /home/site/www/news.php on line 77</h1></body></html>",
    ),
    (
        "NO_TEXT",
        page(
            "<h1>Критическая ошибка</h1><p>На сайте возникла критическая ошибка.</p>",
            "WordPress › Ошибка",
        ),
    ),
    (
        "NO_TEXT",
        page(
            "<h1>Новый копёр</h1><div class='text'></div><div class='bottom'><p>Учредитель: ТОО «Вести». Адрес редакции: 070000, г. Риддер, ул. Мира, 1. Телефон редакции: 2-10-20.</p></div>",
            "Новый копёр",
        ),
    ),
    (
        "NO_TEXT",
        page(
            "<h1>Server Error in '/' Application.</h1><h2>Runtime Error</h2><p>Description: An application error occurred on the server.</p>",
            "Runtime Error",
        ),
    ),
    (
        "NO_ARTICLE",
        page(
            "<h1>Новости Казахстана</h1>" + listing(HEADLINES, MORE[:90]),
            "Новости Казахстана — последние новости на сегодня",
        ),
    ),
    (
        "NO_ARTICLE",
        page(
            "<h1>Mining</h1>"
            + "".join(
                f"<article class='post-{i} post'><h2><a href='/{i}'>{h}</a></h2><time>May {i + 1}, 2025</time><p>{LEAD_EN[:100]}…</p><a href='/{i}'>Read more</a></article>"
                for i, h in enumerate(NEWS)
            ),
            "Mining Archives - Times",
            body_class="archive category",
        ),
    ),
    (
        "NO_TEXT",
        page(
            "<h1>Экономика</h1><ul>"
            + "".join(
                f"<li><a href='/{i}'>{h}</a> <span>{10 + i}:15</span></li>"
                for i, h in enumerate(HEADLINES_KK)
            )
            + "</ul>",
            "Экономика",
        ),
    ),
    (
        "NO_ARTICLE",
        page(
            "<h1>Результаты поиска</h1><p>Найдено 134 материала по запросу «рудник»</p>"
            + listing(HEADLINES),
            "Поиск",
        ),
    ),
    (
        "NO_ARTICLE",
        page(
            "<h1>Ерлан Оспанов</h1><p>Автор</p>" + listing(HEADLINES),
            "Ерлан Оспанов, автор",
            head='<link rel=\'canonical\' href=\'https://kz.example/author/ospanov/\'><script type=\'application/ld+json\'>{"@type":"ProfilePage","name":"Ерлан"}</script>',
        ),
    ),
    (
        "NO_ARTICLE",
        page(
            "<h1>Фото дня</h1>"
            + "".join(
                f"<figure><img src='/{i}.jpg'><figcaption>Фото: А. Ким</figcaption></figure>"
                for i in range(6)
            ),
            "Фото дня",
        ),
    ),
    ("NO_ARTICLE", page("<h1>Тікелей эфир</h1><video src='/live.mp4'></video>", "Тікелей эфир")),
    (
        "NO_ARTICLE",
        page(
            "<h1>О проекте</h1><p>Портал работает с 2009 года.</p><p>Наша редакция: 12 человек.</p>",
            "О проекте",
        ),
    ),
    (
        "NO_ARTICLE",
        page(
            "<h1>Обратная связь</h1><form><input type=text placeholder='Имя'><input type=email><textarea></textarea><button>Отправить</button></form>",
            "Обратная связь",
        ),
    ),
    (
        "NO_ARTICLE",
        page(
            "<h1>Пользовательское соглашение</h1>"
            + "<p>Настоящее соглашение определяет условия использования материалов и сервисов сайта его посетителями.</p>"
            * 8,
            "Пользовательское соглашение",
        ),
    ),
    (
        "NO_ARTICLE",
        page(
            "<h1>Ауа райы</h1><table>"
            + "".join(f"<tr><td>{i} мамыр</td><td>+{i}°</td></tr>" for i in range(4, 14))
            + "</table>",
            "Ауа райы — Риддер",
        ),
    ),
    ("", article("Не найдено ни одного нарушения", LEAD)),
    ("", article("Ничего не найдено: спасатели прекратили поиски", LEAD, MORE)),
    ("", article("Ошибка", LEAD, MORE)),
    ("", article("Технические работы", LEAD)),
    ("", article("Сайт закрыт, касса открыта", LEAD)),
    ("", article("Подождите, шахта ещё откроется", LEAD)),
    ("", article("Регистрация", LEAD)),
    ("", article("Контакты", LEAD, MORE)),
    ("", article("Реклама", LEAD, MORE)),
    ("", article("Вакансии", LEAD, MORE)),
    ("", article("Погода в Риддере", LEAD)),
    ("", article("Курс валют", LEAD, "USD — 447,20", "EUR — 483,10", "RUB — 4,89", "CNY — 61,7")),
    ("", article("Hello, world! Kazakh coders win a prize", LEAD_EN)),
    ("", article("Coming soon: a new mine", LEAD_EN)),
    ("", article("Under construction", LEAD_EN)),
    ("", article("Access denied", LEAD_EN)),
    ("", article("Search for missing miners", LEAD_EN)),
    ("", article("Новости", LEAD, MORE)),
    ("", article("Жаңалықтар", LEAD_KK)),
    ("", article("Бет табылмады деп шағымданды", LEAD_KK)),
    ("", article("Сайт жөндеуде", LEAD_KK)),
    ("", article("Қате", LEAD_KK)),
    ("", article("Байланыс орнатылды", LEAD_KK)),
    (
        "",
        article(
            "Warning: gas in the pit",
            LEAD_EN,
            "Warning signs hung on line 12 of the conveyor, the inspector wrote.",
        ),
    ),
    ("", article("500 internal errors", LEAD_EN)),
    (
        "",
        page(
            "<h1>В Риддере</h1><p>" + LEAD + "</p>" + listing(HEADLINES) * 2,
            "В Риддере запустили рудник",
        ),
    ),
    (
        "",
        page(
            "<h1>Топ-10 событий</h1>"
            + "".join(
                f"<h2><a href='/{i}'>{h}</a></h2><p>{MORE}</p>" for i, h in enumerate(HEADLINES)
            ),
            "Топ-10 событий недели",
        ),
    ),
    (
        "",
        page(
            "<h1>Хронология аварии</h1><ul>"
            + "".join(
                f"<li>{i + 8}:15 — {h.lower()}, сообщили в штабе.</li>"
                for i, h in enumerate(HEADLINES)
            )
            + "</ul>",
            "Хронология аварии",
        ),
    ),
    (
        "",
        page(
            "<h1>Список лицензий</h1><p>"
            + LEAD
            + "</p><table>"
            + "".join(
                f"<tr><td>{i}</td><td>ТОО «Алтын {i}»</td><td>{i * 100} га</td></tr>"
                for i in range(20)
            )
            + "</table>",
            "Список лицензий",
            body_class="home",
        ),
    ),
]
