#include "dataset/file_reader.h"
#include "dataset/prose_reader.h"
#include "dataset/text_utf8.h"

#include <QFile>
#include <QFileInfo>

#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>

#include <memory>
#include <mutex>

// PDF by poppler: text by page, in reading order. Scripts and forms are not run; nothing is drawn.
namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

constexpr std::int64_t kMaximumPdfBytes = std::int64_t(1) << 30;
constexpr int kMaximumPages = 100'000;

std::string utf8Of(const poppler::ustring &text)
{
    // Its own conversion gives up at lone surrogates.
    return QString::fromUtf16(reinterpret_cast<const char16_t *>(text.data()), static_cast<qsizetype>(text.size()))
        .toStdString();
}

// Words of the page that are too small to be seen. What lies beyond its edges poppler does not read; what colour words
// have, and whether they are drawn at all, it does not tell.
QString specks(const poppler::page &page)
{
    constexpr double kSmallest = 1.5; // points
    constexpr qsizetype kMost = 200; // characters
    QString words;
    for (const auto &box : page.text_list(poppler::page::text_list_include_font)) {
        if (!box.has_font_info() || box.get_font_size() >= kSmallest)
            continue;
        if (!words.isEmpty())
            words += u' ';
        words += QString::fromStdString(utf8Of(box.text()));
        if (words.size() > kMost)
            return words.left(kMost) + u'\u2026';
    }
    return words;
}

// The end of the file as the format has it; poppler mends what lacks it, and does not say so.
bool endsProperly(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return true;
    file.seek(std::max<qint64>(0, file.size() - 2048));
    return file.readAll().contains("%%EOF");
}

// "3", "3 to 5"
QString pageList(const std::vector<int> &pages)
{
    QStringList parts;
    for (std::size_t i = 0; i < pages.size();) {
        std::size_t end = i;
        while (end + 1 < pages.size() && pages[end + 1] == pages[end] + 1)
            ++end;
        parts.append(end == i ? QString::number(pages[i])
                              : QString::number(pages[i]) + u" to "_s + QString::number(pages[end]));
        i = end + 1;
        if (parts.size() == 20 && i < pages.size()) {
            parts.append(u"and others"_s);
            break;
        }
    }
    return parts.join(u", "_s);
}

base::Status readPage(ProseReader &prose, std::string_view text, int page)
{
    if (auto status = prose.page(page); !status)
        return status;
    std::string paragraph;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (isBlank(line)) {
            if (auto status = prose.paragraph(paragraph, page, false); !status)
                return status;
            paragraph.clear();
            continue;
        }
        if (!paragraph.empty())
            paragraph += '\n';
        paragraph += line;
    }
    return prose.paragraph(paragraph, page, false);
}

} // namespace

base::Status readPdf(const InputFile &file, const ImportOptions &options, Reading &reading)
{
    static std::once_flag quiet;
    std::call_once(quiet, [] { poppler::set_debug_error_function([](const std::string &, void *) {}, nullptr); });
    const qint64 size = QFileInfo(file.path).size();
    if (size > kMaximumPdfBytes)
        return base::fail(ErrorKind::Invalid,
                          u"“"_s + file.name + u"” is a PDF of more than "_s + QString::number(kMaximumPdfBytes)
                              + u" bytes"_s);
    const std::unique_ptr<poppler::document> document(
        poppler::document::load_from_file(QFile::encodeName(file.path).toStdString()));
    if (!document)
        return base::fail(ErrorKind::Corrupt,
                          u"“"_s + file.name + u"” is damaged or cut off: no page of it can be read"_s,
                          u"copy it once more from where it came"_s);
    if (document->is_locked())
        return base::fail(ErrorKind::Denied, u"“"_s + file.name + u"” is protected by a password"_s,
                          u"save it without a password, then import that"_s);
    const int pages = document->pages();
    if (pages <= 0 || pages > kMaximumPages)
        return base::fail(ErrorKind::Invalid,
                          u"“"_s + file.name + u"” has "_s + QString::number(pages) + u" pages; 1 to "_s
                              + QString::number(kMaximumPages) + u" can be read"_s);
    const auto media = keepDocument(file, options, reading);
    if (!media)
        return base::fail(media.error());
    if (!endsProperly(file.path)) {
        reading.damaged = 1;
        if (auto status = reading.output.reject({}, 0, u"the end of the file is missing: pages may be missing too"_s);
            !status)
            return status;
    }
    ProseReader prose(reading.output, {false, true, sourceName(file, options), *media});
    std::vector<int> silent;
    std::int64_t taken = 0;
    for (int number = 1; number <= pages; ++number) {
        if (reading.stop)
            return base::cancelled();
        if (taken > reading.maximumText) {
            reading.cut = true;
            break;
        }
        const std::unique_ptr<poppler::page> page(document->create_page(number - 1));
        if (!page) {
            reading.damaged = 1;
            auto status = reading.output.reject({}, number, u"page %1 is damaged"_s.arg(number));
            if (!status)
                return status;
            continue;
        }
        const std::string text = utf8Of(page->text(poppler::rectf(), poppler::page::non_raw_non_physical_layout));
        taken += static_cast<std::int64_t>(text.size()) + 1000;
        if (isBlank(text))
            silent.push_back(number);
        else if (auto status = readPage(prose, text, number); !status)
            return status;
        if (const QString small = specks(*page); !small.isEmpty()) {
            auto status = reading.output.reject(
                {}, number,
                u"page %1 holds words too small to be seen, which were read like the others: %2"_s.arg(
                    QString::number(number), small));
            if (!status)
                return status;
        }
        reading.bytesRead += size / pages;
    }
    if (auto status = prose.finish(); !status)
        return status;
    if (silent.empty())
        return {};
    const QString which = silent.size() == 1 ? u"page "_s : u"pages "_s;
    return reading.output.reject({}, silent.front(),
                                 which + pageList(silent) + u": no text; a page that was scanned has only a picture"_s);
}

} // namespace datanet::dataset
