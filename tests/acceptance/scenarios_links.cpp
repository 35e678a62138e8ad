// Files that were sent as downloads, and links that are no files.
#include "tests/acceptance/scenarios.hpp"

namespace shoujian {

namespace {

/// A page that a provider makes of a file that was too large, or the text of one.
struct Download {
    const char *name, *link, *words, *told;
};

Scenario by_link(const Download& one) {
    const std::string link = one.link, words = one.words;
    const bool page = words.starts_with('<');
    return {one.name,
            [=](const Sender& s) {
                return s.head() + (page ? html_leaf(words) : text_leaf(words + "\r\n" + link));
            },
            {"incomplete", {"material.cloud_link"}, {}, {}, "answered", "", one.told}};
}

}  // namespace

Scenarios link_scenarios() {
    constexpr Download downloads[] = {
        {"163, on a page", "",
         "<div>从网易163邮箱发来的超大附件</div><a "
         "href=\"https://mail.163.com/large-attachment-download/index.html?p=x&amp;file=abc\">"
         "材料.zip</a><span>(80.96M, 2020年5月25日 0:49 到期)</span>",
         "“材料.zip”是以超大附件（网盘链接）方式发送的，本邮箱没有收到文件本身（mail.163.com，80."
         "96M, 2020年5月25日 0:49 到期）"},
        {"163, another page", "",
         "<a href=\"https://dashi.163.com/html/cloud-attachment-download/?key=abc\">材料.zip</a>",
         "（dashi.163.com）"},
        {"163, in a text", "https://mail.163.com/large-attachment-download/index.html?file=abc",
         "从网易163邮箱发来的超大附件\r\n材料.zip (80.96M, 2020年5月25日 0:49 到期)",
         "（mail.163.com，80.96M, 2020年5月25日 0:49 到期）"},
        {"126", "https://mail.126.com/large-attachment-download/index.html?file=abc",
         "从网易126邮箱发来的超大附件 材料.zip",
         "“材料.zip”是以超大附件（网盘链接）方式发送的，本邮箱没有收到文件本身（mail.126.com）"},
        {"QQ, on a page", "",
         "<a href=\"https://wx.mail.qq.com/ftn/download?func=3&amp;key=a&amp;code=b\">材料.zip</a>"
         "<div>进入下载页面 有效期至2020年5月25日</div>",
         "（wx.mail.qq.com，进入下载页面 有效期至2020年5月25日）"},
        {"QQ, the old one",
         "http://mail.qq.com/cgi-bin/ftnExs_download?k=a&t=exs_ftn_download&code=b",
         "从QQ邮箱发来的超大附件\r\n材料.rar (60M, 2020年05月25日 10:00 到期)进入下载页面：",
         "（mail.qq.com，60M, 2020年05月25日 10:00 到期）"},
        {"QQ for companies", "https://exmail.qq.com/cgi-bin/ftnExs_download?k=a&code=b",
         "从腾讯企业邮箱发来的超大附件\r\n材料.rar", "（exmail.qq.com）"},
        {"NetEase for companies",
         "https://edisk.qiye.163.com/api/biz/attachment/download?identity=a", "超大附件 材料.rar",
         "（edisk.qiye.163.com）"},
        {"Sina", "http://mail.sina.com.cn/filecenter/download.php?id=a", "新浪邮箱超大附件 a.zip",
         "（mail.sina.com.cn）"},
        {"Ali", "https://mail.aliyun.com/alimail/bigattach/download?id=a", "超大附件 a.zip",
         "（mail.aliyun.com）"},
        {"Ali for companies", "https://qiye.aliyun.com/alimail/bigattach/download?id=a",
         "超大附件 a.zip", "（qiye.aliyun.com）"},
        {"139", "https://mail.10086.cn/largeattachment/html/download.html?key=a", "超大附件 a.zip",
         "（mail.10086.cn）"},
        {"Baidu's disk", "https://pan.baidu.com/s/1abc", "链接 提取码: abcd", "（pan.baidu.com）"},
    };
    Scenarios all;
    for (const Download& one : downloads) all.push_back(by_link(one));
    all.push_back({"the programs' own adverts are no files",
                   [](const Sender& s) {
                       return s.head()
                              + html_leaf(
                                  "<style>#divNeteaseBigAttach{}</style>请问"
                                  "<a href=\"https://u.163.com/abc\">网易邮箱大师</a>"
                                  "<a href=\"https://mail.qq.com/\">QQ邮箱</a>"
                                  "<a href=\"https://mail.163.com/dashi\">x</a>");
                   },
                   unrelated()});
    all.push_back({"a link that is only quoted is no file of this mail",
                   [](const Sender& s) {
                       return s.head()
                              + html_leaf(
                                  "请问收到了吗<blockquote><a href=\"https://dashi.163.com/"
                                  "html/cloud-attachment-download/?key=a\">a.zip</a>"
                                  "</blockquote>");
                   },
                   unrelated()});
    all.push_back(
        {"a set in answer to a mail whose link is quoted below, as QQ quotes",
         [](const Sender& s) {
             return s.head_about("回复：报送" + s.name)
                    + multipart(
                        "mixed", "=_one",
                        with_files(s,
                                   {html_leaf("<div>已重新发送</div><div>------------------&nbsp;"
                                              "原始邮件&nbsp;------------------</div><a "
                                              "href=\"https://wx.mail.qq.com/ftn/download?func=3\">"
                                              "材料.zip</a>")}));
         },
         accepted()});
    all.push_back({"a link in a text below where an older mail begins",
                   [](const Sender& s) {
                       return s.head_about("Re: 报送")
                              + text_leaf(
                                  "请问收到了吗\r\n在 2020-05-08 10:00:00，x 写道：\r\n"
                                  "https://pan.baidu.com/s/1abc");
                   },
                   unrelated()});
    all.push_back({"a link in a mail that is sent on",
                   [](const Sender& s) {
                       return s.head_about("转发：报送")
                              + text_leaf(
                                  "见下\r\n------原始邮件------\r\n"
                                  "https://pan.baidu.com/s/1abc");
                   },
                   {"incomplete", {"material.cloud_link"}, {}, {}, "answered", ""}});
    all.push_back({"a link beside a complete set",
                   [](const Sender& s) {
                       return s.head()
                              + multipart("mixed", "=_one",
                                          with_files(s, {text_leaf("更多照片 https://"
                                                                   "pan.baidu.com/s/1abc")}));
                   },
                   accepted().with({"material.cloud_link"})});
    return all;
}

}  // namespace shoujian
