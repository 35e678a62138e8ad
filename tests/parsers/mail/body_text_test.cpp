#include "parsers/mail/body_text.hpp"

#include "parsers/mail/html_tags.hpp"
#include "parsers/mail/html_tree.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;

namespace {

std::string times(int count, const std::string& text) {
    std::string out;
    for (int i = 0; i < count; ++i) out += text;
    return out;
}

std::vector<std::string> hosts(const std::string& html) {
    const HtmlText read = read_html(html);
    std::vector<std::string> out;
    for (const CloudLink& link : cloud_links(read.text, read.links)) out.push_back(link.host);
    return out;
}

}  // namespace

TEST_CASE("a page's text is what a reader sees, line by line") {
    const auto [html, text] = GENERATE(table<std::string, std::string>({
        {"<p>您好：</p><p>请查收。</p>", "您好：\n请查收。"},
        {"a<br>b<br/>c", "a\nb\nc"},
        {"<div>a &lt; b &amp; c</div>", "a < b & c"},
        {"1 < 2 and 3 <4", "1 < 2 and 3 <4"},
        {"<html><head><title>t</title><style>p{}</style></head><body>x</body></html>", "x"},
        {"<script>if (a</b) {}</script>x", "x"},
        {"x<!-- a > b -->y<!-->z", "xyz"},
        {"<!--[if gte mso 9]><xml><w:View/></xml><![endif]-->x<![if !vml]>y<![endif]>", "xy"},
        {"<p title='a>b' class=\"x\">x<o:p></o:p></p>", "x"},
        {"<p>new</p><blockquote><p>old</p></blockquote>", "new"},
        {"new<div class=\"gmail_quote\">old</div>", "new"},
        {"<TABLE><TR><TD>姓名</TD><TD>张三</TD></TR></TABLE>", "姓名张三"},
        {"<noscript>x</noscript>", "x"},
        {"x<frameset><frame></frameset>", "x"},
        {"", ""},
    }));
    CAPTURE(html);
    CHECK(read_html(html).text == text);
}

TEST_CASE("a page of any depth and shape is read, and soon") {
    const auto [html, text] = GENERATE(table<std::string, std::string>({
        {times(150'000, "<div>") + "x", "x"},
        {times(80'000, "<div>") + "x" + times(80'000, "</div>") + "<p>y</p>", "x\ny"},
        {times(300'000, "<b>") + "x", "x"},
        {times(150'000, "<div>") + "<frameset>x", "x"},
        {times(60'000, "<table><tr><td>") + "x", "x"},
        {times(80'000, "<b><div></b>") + "x", "x"},
        {times(80'000, "<p><b></p>") + "x", "x"},
        {times(80'000, "<ul><li>") + "x", "x"},
        {times(90'000, "<svg><a>") + "x", "x"},
        {times(90'000, "<!--><div>") + "x", "x"},
        {times(90'000, "<i a=\"></i>\">") + "x", "x"},
        {"<div " + times(200'000, "a=1 ") + ">x", "x"},
        {times(300'000, "</div>") + "x", "x"},
        {times(500'000, "<!") + "x", ""},
        {times(500'000, "<a "), ""},
    }));
    CAPTURE(html.substr(0, 40));
    CHECK(read_html(html).text == text);
}

TEST_CASE("links are kept below the bound of nesting") {
    const HtmlText read =
        read_html(times(5000, "<div>") + "<a href=\"https://a.cn/?x=1&amp;y=2\">x</a>");
    CHECK(read.links == std::vector<std::string>{"https://a.cn/?x=1&y=2"});
}

TEST_CASE("a page that would need more memory than it may have is told to be cut") {
    std::string html;
    for (int i = 0; i < 140; ++i) html += "<p><font size=" + std::to_string(i) + "></p>";
    CHECK_FALSE(read_html(html + "x").cut);
    CHECK(read_html(html + times(90'000, "<div>x</div>")).cut);
}

TEST_CASE("a tree's nodes have names, attributes, texts and children") {
    const HtmlTree tree("<body><p id=a>x<b>y</b><!-- z --></p>");
    std::string seen;
    const auto enter = [&](const HtmlNode& node) {
        seen += html_tag(node);
        seen += html_text(node);
        seen += html_attribute(node, "id");
        seen += std::to_string(html_children(node).size()) + " ";
        return html_tag(node) != "b";
    };
    walk_html(*tree.root(), enter,
              [&](const HtmlNode& node) { seen += "/" + std::string(html_tag(node)) + " "; });
    CHECK(seen == "html2 head0 /head body1 pa2 x0 / b1 /p /body /html ");
}

TEST_CASE("tags are written anew, and no deeper than the bound") {
    CHECK(flat_html("<P Class=a b='c\"d'>x</P >") == "<p Class=\"a\" b=\"c&quot;d\">x</p>");
    const std::string flat = flat_html(times(400, "<div>") + "x" + times(400, "</div>") + "y");
    CHECK(flat.ends_with(times(300, "</div>") + "y"));
}

TEST_CASE("a file that was sent as a link is told by its host and way, an advert is none") {
    const auto [link, host] = GENERATE(table<std::string, std::string>({
        {"https://mail.163.com/large-attachment-download/index.html?p=x&amp;file=y",
         "mail.163.com"},
        {"http://mail.163.com/large-attachment-download/index.html?file=y", "mail.163.com"},
        {"https://dashi.163.com/html/cloud-attachment-download/?key=x", "dashi.163.com"},
        {"https://edisk.qiye.163.com/api/biz/attachment/download?identity=x&amp;fileId=1",
         "edisk.qiye.163.com"},
        {"https://wx.mail.qq.com/ftn/download?func=3&amp;key=x&amp;code=y", "wx.mail.qq.com"},
        {"http://mail.qq.com/cgi-bin/ftnExs_download?k=x&amp;code=y", "mail.qq.com"},
        {"https://u.163.com/6gkqFb", ""},
        {"http://u.163.com/attach/%E8%A1%A8.docx", ""},
        {"https://fs.163.com/fs/display/?file=x", ""},
        {"https://edisk.qiye.163.com/help", ""},
        {"https://mail.163.com/dashi/dlpro.html?from=mail81", ""},
        {"https://evil.cn/?mail.163.com/large-attachment-download/", ""},
    }));
    CAPTURE(link);
    CHECK(hosts("<a href=\"" + link + "\">下载</a>")
          == (host.empty() ? std::vector<std::string>{} : std::vector<std::string>{host}));
}

TEST_CASE("a template's style for large attachments says nothing of any") {
    CHECK(hosts("<style id=\"cloudAttachStyle\">#divNeteaseBigAttach, #divNeteaseSiginContent"
                "{display:none}</style><div>请查收</div>")
              .empty());
}

TEST_CASE(
    "a file that was sent as a link has its name and its last day, without what stands around") {
    const auto [text, name, expiry] = GENERATE(table<std::string, std::string, std::string>({
        {"<div>超大附件</div><a href=\"L\">表.zip</a><p>(80.96M, 2020年5月25日 到期)</p>", "表.zip",
         "80.96M, 2020年5月25日 到期"},
        {"<p>表.zip (60M, 5月25日 到期)进入下载页面：<a href=\"L\">下载</a></p>", "表.zip",
         "60M, 5月25日 到期"},
        {"<div>有效期至5月25日</div><a href=\"L\">表.zip</a>", "表.zip", "有效期至5月25日"},
        {"<a href=\"L\">下载</a>", "", ""},
    }));
    std::string html = text;
    html.replace(html.find('L'), 1, "https://dashi.163.com/html/cloud-attachment-download/?k=1");
    const HtmlText page = read_html(html);
    const auto links = cloud_links(page.text, page.links);
    REQUIRE(links.size() == 1);
    CHECK(links[0].name == name);
    CHECK(links[0].expiry == expiry);
}
