"""The columns a member list can have, and which header means which of them."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache

from nswp_members.core.text import fold


class Column(StrEnum):
    """Something the import can take from a list."""

    NAME = "name"
    ACRONYM = "acronym"
    FORMER_NAME = "former_name"
    COUNTRY = "country"
    REGION = "region"
    KIND = "kind"
    REGISTERED = "registered"
    SEX_WORKER_LED = "sex_worker_led"
    CATEGORY = "category"
    CONTACT_NAME = "contact_name"
    CONTACT_EMAIL = "contact_email"
    SECOND_CONTACT_EMAIL = "second_contact_email"
    PHONE = "phone"
    WEBSITE = "website"
    MAIL_LANGUAGE = "mail_language"
    WORKING_LANGUAGES = "working_languages"
    POPULATIONS = "populations"
    PRIORITY_AREAS = "priority_areas"
    LIST_PUBLICLY = "list_publicly"
    JOINED_ON = "joined_on"
    ENDORSED_ON = "endorsed_on"
    NOTES = "notes"


REQUIRED_COLUMNS = (Column.NAME, Column.COUNTRY)

_HEADERS: Mapping[Column, str] = {
    Column.NAME: "name; organisation name; organization name; organisation; organization; name of "
    "organisation; member; "
    "nom; nom de l'organisation; nombre; nombre de la organización; organización; название; название "
    "организации; "
    "организация; наименование; 名称; 组织名称; 机构名称; 组织",
    Column.ACRONYM: "acronym; abbreviation; short name; sigle; acronyme; sigla; siglas; acrónimo; "
    "аббревиатура; "
    "сокращение; 缩写; 简称",
    Column.FORMER_NAME: "former name; previous name; old name; ancien nom; nombre anterior; прежнее "
    "название; "
    "бывшее название; 曾用名; 原名",
    Column.COUNTRY: "country; country or territory; pays; país; страна; 国家; 国家/地区",
    Column.REGION: "region; nswp region; région; región; регион; 地区; 区域",
    Column.KIND: "kind; type; type of organisation; organisation type; genre; tipo; tipo de organización; "
    "type d'organisation; тип; тип организации; вид; 类型; 组织类型",
    Column.REGISTERED: "registered; is registered; legally registered; enregistrée; enregistré; "
    "registrada; registrado; "
    "зарегистрирована; регистрация; 已注册; 是否注册; 注册",
    Column.SEX_WORKER_LED: "sex worker-led; sex worker led; led by sex workers; dirigée par des "
    "travailleuses du sexe; "
    "dirigée par des tds; liderada por trabajadoras sexuales; под руководством секс-работников; "
    "управляется секс-работниками; 性工作者主导; 由性工作者领导",
    Column.CATEGORY: "category; membership category; membership; catégorie; categoría; категория; 类别; 会员类别",
    Column.CONTACT_NAME: "contact person; contact; contact name; personne de contact; nom du contact; "
    "persona de contacto; contacto; контактное лицо; контакт; 联系人",
    Column.CONTACT_EMAIL: "contact e-mail; e-mail; mail; contact mail; e-mail address; first contact "
    "e-mail; courriel; "
    "adresse e-mail; correo electrónico; correo; электронная почта; почта; эл. почта; 电子邮件; 邮箱; 电邮",
    Column.SECOND_CONTACT_EMAIL: "second contact e-mail; second e-mail; e-mail 2; other e-mail; deuxième "
    "courriel; "
    "deuxième e-mail; segundo correo electrónico; segundo correo; вторая электронная почта; второй e-mail; "
    "第二电子邮件; 第二邮箱",
    Column.PHONE: "phone; telephone; tel; phone number; mobile; téléphone; teléfono; телефон; 电话",
    Column.WEBSITE: "website; web site; web; url; homepage; web address; site web; site; sitio web; página "
    "web; "
    "сайт; веб-сайт; 网站; 网址",
    Column.MAIL_LANGUAGE: "language for mail; mail language; language; preferred language; langue; "
    "langue de correspondance; idioma; idioma de correspondencia; язык; язык переписки; язык писем; "
    "通信语言; 语言",
    Column.WORKING_LANGUAGES: "working languages; languages; langues; langues de travail; idiomas; idiomas "
    "de trabajo; "
    "языки; рабочие языки; 工作语言",
    Column.POPULATIONS: "populations; population; who do you work with; publics; populations concernées; "
    "poblaciones; "
    "группы; группы населения; 人群; 服务人群",
    Column.PRIORITY_AREAS: "priority areas; priorities; nswp priority areas; domaines prioritaires; "
    "priorités; "
    "áreas prioritarias; prioridades; приоритетные направления; приоритеты; 优先领域",
    Column.LIST_PUBLICLY: "list publicly; public; listed; publish; public listing; publier; afficher "
    "publiquement; "
    "liste publique; publicar; listar públicamente; публиковать; публичный список; 公开; 是否公开; 公开列出",
    Column.JOINED_ON: "joined; joined on; date joined; member since; membership date; adhésion; date "
    "d'adhésion; "
    "membre depuis; fecha de ingreso; miembro desde; дата вступления; вступление; 加入日期; 入会日期",
    Column.ENDORSED_ON: "endorsed consensus statement on; endorsed on; endorsed; endorsement date; "
    "consensus statement; "
    "approbation de la déclaration de consensus; déclaration de consensus; declaración de consenso; "
    "дата одобрения; заявление консенсуса; 认可日期; 共识声明",
    Column.NOTES: "notes; note; comments; comment; remarks; remarques; commentaires; notas; observaciones; "
    "comentarios; "
    "примечания; примечание; заметки; 备注; 说明",
}


def suggest_mapping(headers: Sequence[str], remembered: Mapping[str, str]) -> dict[int, Column]:
    """Return which header, by its 0-based place, is which column; each column once, the first header wins.

    ``remembered`` maps headers of earlier imports to a column's code, or to "" for a header to leave out.
    """
    chosen = {_key(header): code for header, code in remembered.items()}
    known = {column.value for column in Column}
    mapping: dict[int, Column] = {}
    for index, header in enumerate(headers):
        code = chosen.get(_key(header), _columns_by_header().get(_key(header), ""))
        if code in known and Column(code) not in mapping.values():
            mapping[index] = Column(code)
    return mapping


def missing_columns(mapping: Mapping[int, Column]) -> tuple[Column, ...]:
    """Return the required columns that no header was mapped to."""
    return tuple(column for column in REQUIRED_COLUMNS if column not in mapping.values())


@cache
def _columns_by_header() -> Mapping[str, str]:
    """Return the column's code for each known header, and for its own code and enum name."""
    table = {_key(header): column.value for column, headers in _HEADERS.items() for header in headers.split(";")}
    return table | {_key(column.value): column.value for column in Column}


def _key(header: str) -> str:
    """Return the header folded, with "e-mail" as one word and without punctuation."""
    return " ".join(re.sub(r"[\W_]+", " ", fold(header).replace("e-mail", "email")).split())
