"""Candidates that do not exist: what a submitter would write into the fields of the two forms of a call.

Values are the text as it stands on the form ("1985年3月", "326小时"): dates, numbers and phones are written in the
ways people write them.
"""
import csv

SURNAMES = ("王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭"
            "陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤")
DOUBLE_SURNAMES = ("欧阳", "司马", "上官", "诸葛", "东方", "皇甫")
GIVEN = ("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华文玉兰建国红梅海燕志鹏飞宇浩然子轩雨涵欣怡思远嘉俊博雅诗琪晓东春生德"
         "福永康宁庆祥瑞雪松柏清源立新振兴启航佳慧淑珍凤云龙泽民光辉长河少卿启明一凡可心")
MINORITY = ("阿依古丽·买买提", "扎西顿珠", "巴特尔", "其其格", "吐尔逊·艾力", "卓玛央金")
PLACES = (("北京市", ("海淀区", "朝阳区", "丰台区", "昌平区")), ("江苏省南京市", ("玄武区", "鼓楼区", "栖霞区", "江宁区")),
          ("四川省成都市", ("武侯区", "青羊区", "金牛区", "双流区")), ("湖北省武汉市", ("洪山区", "武昌区", "江汉区")),
          ("甘肃省兰州市", ("城关区", "七里河区")), ("广西壮族自治区桂林市", ("七星区", "阳朔县")),
          ("黑龙江省哈尔滨市", ("南岗区", "香坊区")), ("云南省大理白族自治州", ("大理市", "祥云县")),
          ("浙江省湖州市", ("吴兴区", "安吉县", "德清县")), ("河南省信阳市", ("浉河区", "光山县", "新县")))
ROADS = "学院 人民 中山 解放 建设 科技 文化 和平 新华 滨河 光明 长江 黄河 友谊 青年 团结 朝阳 胜利".split()
POLITICS = ("中共党员", "群众", "共青团员", "九三学社社员", "民盟盟员", "无党派人士", "中共预备党员", "农工党党员")
THEMES = "科普 农技 健康 防震减灾 航天 气象 茶叶 果树 环保 护航 蒲公英 银龄 星火 启明 雨花 红烛 绿洲 春雨".split()
ACTIVITIES = ("科普讲座进校园", "防疫知识宣传", "果树栽培技术指导", "义诊", "科技馆讲解", "水稻病虫害防治培训", "防灾减灾演练",
              "流动科技馆巡展", "食品安全宣传", "天文观测夜", "老年人智能手机培训", "土壤检测下乡", "青少年编程课", "垃圾分类宣讲")
OPENINGS = ("自{year}年加入科技志愿服务队以来，", "多年来，", "新冠肺炎疫情发生后，", "作为一名科技工作者，", "在乡村振兴的第一线，",
            "利用周末和节假日，", "在当地科协的组织下，", "为了让群众听得懂、学得会，")
DEEDS = ("先后到{n}个乡镇开展{act}，受益群众{m}余人次，", "组织{act}{n}场，发放资料{m}份，", "牵头编写科普读本{n}册，录制短视频{m}条，",
         "带领队员走村入户，完成{act}{n}次，", "与{n}所学校结成对子，坚持开展{act}，", "累计接听咨询电话{m}个，解决技术难题{n}项，",
         "引进新品种{n}个，示范推广{m}亩，", "筹集防护物资{m}件，连续值守{n}天，")
CLOSINGS = ("得到了群众的一致好评。", "被当地媒体多次报道。", "帮助{n}户贫困户实现增收。", "展现了科技工作者的担当。",
            "用实际行动践行了志愿精神。", "荣获县级以上表彰{n}次。", "为打赢疫情防控阻击战贡献了力量。")


def read_units(path):
    """The units' full names out of units.csv."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        return [row["unit"] for row in csv.DictReader(file)]


def name(rng):
    if rng.random() < 0.02:
        return rng.choice(MINORITY)
    surname = rng.choice(DOUBLE_SURNAMES) if rng.random() < 0.02 else rng.choice(SURNAMES)
    return surname + "".join(rng.sample(GIVEN, 1 if rng.random() < 0.2 else 2))


def month(rng, first, last):
    """A month between two years, as people write it."""
    year, number = rng.randint(first, last), rng.randint(1, 12)
    written = rng.choice(("{y}年{m}月", "{y}年{m:02}月", "{y}.{m:02}", "{y}-{m:02}", "{y}.{m}", "{y}年{m}月"))
    return written.format(y=year, m=number)


def phone(rng):
    if rng.random() < 0.12:
        return f"0{rng.randint(310, 990)}-{rng.randint(2000000, 8999999)}"
    digits = rng.choice(("13", "15", "18", "17", "19")) + "".join(rng.choice("0123456789") for _ in range(9))
    spaced = f"{digits[:3]}-{digits[3:7]}-{digits[7:]}"
    return spaced if rng.random() < 0.06 else digits


def address(rng):
    city, districts = rng.choice(PLACES)
    place = f"{city}{rng.choice(districts)}{rng.choice(ROADS)}{rng.choice('路街')}{rng.randint(1, 399)}号"
    return place + (f"{rng.randint(1, 30)}号楼{rng.randint(101, 2404)}室" if rng.random() < 0.3 else "")


def team_name(rng):
    city = rng.choice(PLACES)[1]
    return f"{rng.choice(city)[:-1]}{rng.choice(THEMES)}科技志愿服务{rng.choice(('队', '队', '总队', '分队'))}"


def activities(rng):
    return "、".join(rng.sample(ACTIVITIES, rng.randint(1, 3)))


def story(rng, length):
    """Sentences up to about `length` characters."""
    text = ""
    while len(text) < length:
        sentence = rng.choice(OPENINGS) + rng.choice(DEEDS) + rng.choice(CLOSINGS)
        text += sentence.format(year=rng.randint(2008, 2018), n=rng.randint(2, 60), m=rng.randint(80, 5000),
                                act=rng.choice(ACTIVITIES))
    return text[:1000]


def hours(rng, least, most):
    number = rng.randint(least, most)
    return number, rng.choice((f"{number}小时", f"{number}", f"{number}个小时", f"{number}小时"))


def volunteer(rng, unit, story_length):
    return {"name": name(rng), "gender": rng.choice("男女"), "birth": month(rng, 1945, 1999),
            "politics": rng.choice(POLITICS), "address": address(rng), "phone": phone(rng), "team": team_name(rng),
            "projects": activities(rng), "since": month(rng, 2003, 2019), "hours": hours(rng, 30, 2600)[1],
            "story": story(rng, story_length), "unit": unit}


def team(rng, unit, story_length):
    members = rng.randint(12, 480)
    total, total_written = hours(rng, members * 8, members * 120)
    return {"team_name": team_name(rng), "founded": month(rng, 2003, 2019), "members": f"{members}人" if rng.random() < .5
            else f"{members}", "total_hours": total_written, "per_capita_hours": f"{total / members:.1f}小时",
            "leader": name(rng), "phone": phone(rng), "activities": activities(rng), "story": story(rng, story_length),
            "unit": unit}


def candidate(rng, form, unit, story_length):
    """The values of one filled form, by field id of the call."""
    return {"volunteer": volunteer, "team": team}[form](rng, unit, story_length)


def colleague(rng, form, values):
    """Another candidate of the same unit, team and office: what colleagues share stays the same."""
    other = candidate(rng, form, values["unit"], len(values["story"]))
    for field in {"volunteer": ("address", "team", "projects"), "team": ("phone", "activities")}[form]:
        other[field] = values[field]
    return other


ALTERABLE = {"volunteer": ("gender", "birth", "politics", "address", "phone", "team", "since", "hours", "unit"),
             "team": ("founded", "members", "total_hours", "leader", "phone", "unit")}


def altered(rng, form, values, units):
    """A copy in which exactly one short field reads otherwise -> (values, field id)."""
    field = rng.choice(ALTERABLE[form])
    while True:
        fresh = candidate(rng, form, rng.choice(units), 10)[field]
        if field == "phone":  # the likeliest slip: some digits of the same number
            old = values["phone"]
            places = rng.sample(range(3, len(old)), 2)
            fresh = "".join(rng.choice("0123456789") if i in places and c.isdigit() else c for i, c in enumerate(old))
        if only_characters(fresh) != only_characters(values[field]):
            return {**values, field: fresh}, field


def only_characters(text):
    """For comparing: without separators and the words around numbers, 1985.03 is 1985年3月."""
    for word in ("个小时", "小时", "人"):
        text = text.removesuffix(word)
    digits = "".join(c if c.isdigit() else " " for c in text).split()
    return tuple(int(d) for d in digits) if digits and not text[0] > "\u4e00" else text
