#include "dataset/file_reader.h"
#include "dataset/prose_reader.h"
#include "dataset/zip_package.h"

#include <map>

// Word documents (ECMA-376, WordprocessingML): body, footnotes and endnotes, streaming.
namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

constexpr int kMaximumNesting = 60; // tables in tables, text boxes in text boxes
constexpr qsizetype kMaximumPiece = 1 << 20; // characters of a paragraph or table held at a time

constexpr int kSmallestSize = 3; // half points; less is a speck

bool isOn(const ZipXml &xml) // <w:vanish/>, <w:vanish w:val="1"/>
{
    const QStringView value = xml.attribute(u"val");
    return value != u"0" && value != u"false" && value != u"off";
}

bool isWhite(QStringView colour)
{
    return colour.compare(u"FFFFFF", Qt::CaseInsensitive) == 0;
}

bool isGround(const ZipXml &xml) // <w:shd w:fill="1F3864"/>
{
    const QStringView fill = xml.attribute(u"fill");
    return !fill.isEmpty() && fill != u"auto" && !isWhite(fill);
}

struct Style
{
    QString basedOn;
    bool vanish = false;
    bool heading = false;
};

class Styles
{
public:
    base::Status read(const ZipPackage &package)
    {
        if (package.find(u"word/styles.xml") == nullptr)
            return {};
        auto xml = ZipXml::open(package, u"word/styles.xml");
        if (!xml)
            return base::fail(xml.error());
        Style *style = nullptr;
        while (xml->next()) {
            if (xml->isEnd(u"style")) {
                style = nullptr;
            } else if (xml->isStart(u"style") && m_styles.size() < 20'000) {
                style = &m_styles[xml->attribute(u"styleId").toString()];
            } else if (style != nullptr && xml->isStart(u"basedOn")) {
                style->basedOn = xml->attribute(u"val").toString();
            } else if (style != nullptr && xml->isStart(u"vanish")) {
                style->vanish = isOn(*xml);
            } else if (style != nullptr && xml->isStart(u"outlineLvl")) {
                style->heading = xml->attribute(u"val").toInt() < 9;
            } else if (style != nullptr && xml->isStart(u"name")) {
                const QString name = xml->attribute(u"val").toString().toLower();
                style->heading = style->heading || name == u"title" || name.startsWith(u"heading ");
            }
        }
        return xml->status();
    }

    [[nodiscard]] bool any(QString id, bool Style::*what) const
    {
        for (int hops = 0; hops < 20; ++hops) {
            const auto found = m_styles.find(id);
            if (found == m_styles.end())
                return false;
            if (found->second.*what)
                return true;
            id = found->second.basedOn;
        }
        return false;
    }

private:
    std::map<QString, Style> m_styles;
};

class DocxReader
{
public:
    DocxReader(ZipXml &xml, const Styles &styles, ProseReader &prose, Reading &reading, std::int64_t &paragraphs)
        : m_xml(xml), m_styles(styles), m_prose(prose), m_reading(reading), m_paragraphs(paragraphs)
    {
    }

    base::Status read()
    {
        while (m_status && m_xml.next())
            block(nullptr);
        return m_status ? m_xml.status() : m_status;
    }

private:
    struct Paragraph
    {
        QString text;
        QString hidden;
        QString deleted;
        bool heading = false;
        bool vanish = false; // by its style
        bool shaded = false; // white may be seen on it
    };

    // At a token outside of any paragraph. cell: where the text goes to instead of becoming paragraphs.
    void block(QString *cell)
    {
        if (!m_xml.isStart())
            return;
        const QStringView element = m_xml.xml().name();
        if (element == u"p")
            paragraph(cell);
        else if (element == u"tbl")
            table(cell);
        else if (element == u"background")
            m_background = true; // of the page
        else if (element == u"sectPr" || element == u"Fallback"
                 || (element == u"footnote" && !m_xml.attribute(u"type").isEmpty())
                 || (element == u"endnote" && !m_xml.attribute(u"type").isEmpty()))
            (void)m_xml.skip();
    }

    void paragraph(QString *cell)
    {
        Paragraph current;
        const std::int64_t number = ++m_paragraphs;
        if (m_reading.stop)
            m_status = base::cancelled();
        inside(current, u"p"_s, false, false);
        m_reading.place = number;
        if (m_status)
            m_status = m_xml.status(); // half a paragraph is left out
        tell(current.hidden, number, u"hidden text was left out"_s);
        tell(current.deleted, number,
             u"text that was deleted or moved away, with the change still recorded, was left out"_s);
        if (cell != nullptr) {
            if (!cell->isEmpty() && !current.text.isEmpty())
                *cell += u' ';
            if (cell->size() < kMaximumPiece)
                *cell += current.text.simplified();
        } else if (m_status) {
            m_status = m_prose.paragraph(current.text.toStdString(), number, current.heading);
        }
    }

    void tell(const QString &left, std::int64_t number, const QString &reason)
    {
        if (m_status && !left.trimmed().isEmpty())
            m_status = m_reading.output.reject(left.toStdString(), number, reason);
    }

    // What stands in a paragraph, a run or anything between; ends behind `end`.
    void inside(Paragraph &current, const QString &end, bool hidden, bool deleted)
    {
        if (++m_depth > kMaximumNesting) {
            (void)m_xml.skip();
            --m_depth;
            return;
        }
        while (m_status && m_xml.next()) {
            if (m_xml.isEnd()) {
                if (m_xml.xml().name() == end)
                    break;
                continue;
            }
            if (!m_xml.isStart())
                continue;
            const QStringView element = m_xml.xml().name();
            QString &text = deleted || element == u"delText" ? current.deleted
                : hidden || current.vanish                   ? current.hidden
                                                             : current.text;
            if (element == u"pPr")
                properties(current);
            else if (element == u"rPr")
                hidden = runHidden(current);
            else if (element == u"r")
                inside(current, u"r"_s, false, deleted);
            else if (element == u"del" || element == u"moveFrom")
                inside(current, element.toString(), false, true);
            else if (element == u"t" || element == u"delText")
                characters(text);
            else if (element == u"tab")
                text += u'\t';
            else if (element == u"br" || element == u"cr")
                text += u'\n';
            else if (element == u"noBreakHyphen")
                text += u'\u2011';
            else if (element == u"txbxContent")
                textBox();
            else if (element == u"instrText" || element == u"Fallback" || element == u"delInstrText")
                (void)m_xml.skip();
        }
        --m_depth;
    }

    void characters(QString &text)
    {
        while (m_xml.next() && !m_xml.isEnd())
            if (m_xml.xml().isCharacters() && text.size() < kMaximumPiece)
                text += m_xml.xml().text();
    }

    void properties(Paragraph &current)
    {
        while (m_xml.next() && !m_xml.isEnd(u"pPr")) {
            if (m_xml.isStart(u"pStyle")) {
                const QString style = m_xml.attribute(u"val").toString();
                current.heading = current.heading || m_styles.any(style, &Style::heading);
                current.vanish = m_styles.any(style, &Style::vanish);
            } else if (m_xml.isStart(u"outlineLvl")) {
                current.heading = m_xml.attribute(u"val").toInt() < 9;
            } else if (m_xml.isStart(u"shd")) {
                current.shaded = isGround(m_xml);
            } else if (m_xml.isStart(u"rPr")) { // of the mark at its end
                (void)m_xml.skip();
            }
        }
    }

    // By its properties, or because nobody can see it: white on paper, or a speck. In tables and boxes white is often
    // on a dark ground.
    bool runHidden(const Paragraph &current)
    {
        bool hidden = false;
        bool white = false;
        bool onGround = current.shaded || m_boxes > 0 || m_background;
        bool speck = false;
        bool sized = false;
        while (m_xml.next() && !m_xml.isEnd(u"rPr")) {
            if (m_xml.isStart(u"vanish"))
                hidden = isOn(m_xml);
            else if (m_xml.isStart(u"rStyle"))
                hidden = hidden || m_styles.any(m_xml.attribute(u"val").toString(), &Style::vanish);
            else if (m_xml.isStart(u"color"))
                white = isWhite(m_xml.attribute(u"val"));
            else if (m_xml.isStart(u"shd"))
                onGround = onGround || isGround(m_xml);
            else if (m_xml.isStart(u"highlight"))
                onGround = true;
            else if (m_xml.isStart(u"sz"))
                speck = m_xml.attribute(u"val").toInt(&sized) < kSmallestSize && sized;
        }
        return hidden || speck || (white && !onGround);
    }

    void textBox()
    {
        ++m_boxes;
        while (m_status && m_xml.next() && !m_xml.isEnd(u"txbxContent"))
            block(nullptr);
        --m_boxes;
    }

    // A row a line, cells parted by bars.
    void table(QString *outer)
    {
        if (++m_depth > kMaximumNesting) {
            (void)m_xml.skip();
            --m_depth;
            return;
        }
        ++m_boxes;
        QString text;
        const std::int64_t first = m_paragraphs + 1;
        QString cell;
        bool firstCell = true;
        while (m_status && m_xml.next() && !m_xml.isEnd(u"tbl")) {
            if (m_xml.isStart(u"tr")) {
                firstCell = true;
                if (!text.isEmpty())
                    text += outer != nullptr ? u' ' : u'\n';
            } else if (m_xml.isStart(u"tc")) {
                cell.clear();
            } else if (m_xml.isEnd(u"tc")) {
                text += std::exchange(firstCell, false) ? cell : u" | "_s + cell;
            } else {
                block(&cell);
            }
            if (text.size() > kMaximumPiece && outer == nullptr)
                m_status = m_prose.paragraph(std::exchange(text, {}).toStdString(), first, false);
        }
        --m_boxes;
        --m_depth;
        if (m_status)
            m_status = m_xml.status();
        if (outer != nullptr && outer->size() < kMaximumPiece)
            *outer += text;
        else if (outer == nullptr && m_status)
            m_status = m_prose.paragraph(text.toStdString(), first, false);
    }

    ZipXml &m_xml;
    const Styles &m_styles;
    ProseReader &m_prose;
    Reading &m_reading;
    std::int64_t &m_paragraphs;
    base::Status m_status;
    int m_depth = 0;
    int m_boxes = 0; // tables and text boxes around the place
    bool m_background = false;
};

} // namespace

base::Status readDocx(const InputFile &file, const ImportOptions &options, Reading &reading)
{
    const auto package = ZipPackage::open(file.path, file.name);
    if (!package)
        return base::fail(package.error());
    Styles styles;
    if (auto status = styles.read(*package); !status)
        return status;
    const auto media = keepDocument(file, options, reading);
    if (!media)
        return base::fail(media.error());
    if (package->find(u"word/vbaProject.bin"))
        if (auto status = reading.output.reject({}, 0, u"the document holds macros; they were neither read nor run"_s);
            !status)
            return status;
    ProseReader prose(reading.output, {false, false, sourceName(file, options), *media});
    std::int64_t paragraphs = 0;
    for (const QString &part : {u"word/document.xml"_s, u"word/footnotes.xml"_s, u"word/endnotes.xml"_s}) {
        if (part != u"word/document.xml" && !package->find(part))
            continue;
        auto xml = ZipXml::open(*package, part, &reading.bytesRead);
        if (!xml)
            return base::fail(xml.error());
        auto status = DocxReader(*xml, styles, prose, reading, paragraphs).read();
        if (!status) {
            (void)prose.finish(); // what came before the damage
            return status;
        }
    }
    return prose.finish();
}

} // namespace datanet::dataset
