#include "models/word_marks.h"

#include <QStringView>
#include <QTextBoundaryFinder>
#include <QVariantMap>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace datanet::app {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kMostCells = 1'000'000; // of the table of the common subsequence

// Words, and whatever stands between them, by Unicode's rules.
std::vector<QStringView> tokens(const QString &text)
{
    std::vector<QStringView> result;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, text);
    qsizetype begin = 0;
    while (finder.toNextBoundary() != -1) {
        result.push_back(QStringView(text).mid(begin, finder.position() - begin));
        begin = finder.position();
    }
    return result;
}

class Segments
{
public:
    void add(QStringView text, const QString &mark)
    {
        if (text.isEmpty())
            return;
        if (mark != m_mark)
            flush();
        m_mark = mark;
        m_text += text;
    }
    [[nodiscard]] QVariantList take()
    {
        flush();
        return std::move(m_list);
    }

private:
    void flush()
    {
        if (!m_text.isEmpty())
            m_list.append(QVariantMap{{u"text"_s, m_text}, {u"mark"_s, m_mark}});
        m_text.clear();
    }
    QVariantList m_list;
    QString m_text;
    QString m_mark;
};

// kept[i] and keptAfter[j]: the token is in both.
void common(const std::vector<QStringView> &a, const std::vector<QStringView> &b, std::vector<bool> &keptA,
            std::vector<bool> &keptB)
{
    std::size_t start = 0;
    while (start < a.size() && start < b.size() && a[start] == b[start]) {
        keptA[start] = keptB[start] = true;
        ++start;
    }
    std::size_t endA = a.size();
    std::size_t endB = b.size();
    while (endA > start && endB > start && a[endA - 1] == b[endB - 1])
        keptA[--endA] = keptB[--endB] = true;
    const std::size_t rows = endA - start;
    const std::size_t columns = endB - start;
    if (rows == 0 || columns == 0 || rows > kMostCells / columns)
        return;

    std::vector<std::uint32_t> length((rows + 1) * (columns + 1), 0);
    const auto at = [&](std::size_t i, std::size_t j) -> std::uint32_t & { return length[i * (columns + 1) + j]; };
    for (std::size_t i = rows; i-- > 0;) {
        for (std::size_t j = columns; j-- > 0;)
            at(i, j) = a[start + i] == b[start + j] ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
    }
    for (std::size_t i = 0, j = 0; i < rows && j < columns;) {
        if (a[start + i] == b[start + j])
            keptA[start + i++] = keptB[start + j++] = true;
        else if (at(i + 1, j) >= at(i, j + 1))
            ++i;
        else
            ++j;
    }
}

// A space between two marked words is marked with them: one stretch reads better than two.
void joinOverSpaces(const std::vector<QStringView> &tokens, std::vector<bool> &kept)
{
    for (std::size_t index = 1; index + 1 < tokens.size(); ++index) {
        if (kept[index] && !kept[index - 1] && !kept[index + 1] && tokens[index].trimmed().isEmpty())
            kept[index] = false;
    }
}

QVariantList segmentsOf(const std::vector<QStringView> &tokens, const std::vector<bool> &kept, const QString &mark)
{
    Segments segments;
    for (std::size_t index = 0; index < tokens.size(); ++index)
        segments.add(tokens[index], kept[index] ? QString() : mark);
    return segments.take();
}

} // namespace

WordMarks wordMarks(const QString &before, const QString &after)
{
    const auto a = tokens(before);
    const auto b = tokens(after);
    std::vector<bool> keptA(a.size(), false);
    std::vector<bool> keptB(b.size(), false);
    common(a, b, keptA, keptB);
    joinOverSpaces(a, keptA);
    joinOverSpaces(b, keptB);
    return {segmentsOf(a, keptA, u"removed"_s), segmentsOf(b, keptB, u"added"_s)};
}

QVariantList unmarked(const QString &text)
{
    if (text.isEmpty())
        return {};
    return {QVariantMap{{u"text"_s, text}, {u"mark"_s, QString()}}};
}

} // namespace datanet::app
