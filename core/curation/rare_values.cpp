#include "curation/rare_values.h"

#include <QString>

#include <algorithm>
#include <array>
#include <optional>

namespace datanet::curation {

namespace {

constexpr int kNone = 1000;

// Letters and digits in one case.
QString bareName(std::string_view value)
{
    QString bare;
    for (const QChar c : QString::fromUtf8(value).normalized(QString::NormalizationForm_KC)) {
        if (c.isLetterOrNumber() || c.isMark() || c.isSurrogate())
            bare += c;
    }
    return bare.toCaseFolded();
}

QString digitsOf(const QString &name)
{
    QString digits;
    for (const QChar c : name) {
        if (c.isDigit())
            digits += c;
    }
    return digits;
}

// Letters added, taken away, put in place of others and swapped with their neighbours (optimal string alignment).
int distanceOf(const QString &left, const QString &right)
{
    std::array<std::vector<int>, 3> rows;
    for (auto &row : rows)
        row.resize(std::size_t(right.size()) + 1);
    for (std::size_t k = 0; k <= std::size_t(right.size()); ++k)
        rows[0][k] = int(k);
    for (qsizetype i = 1; i <= left.size(); ++i) {
        const auto &before = rows[std::size_t(i - 1) % 3];
        auto &row = rows[std::size_t(i) % 3];
        row[0] = int(i);
        for (qsizetype k = 1; k <= right.size(); ++k) {
            const auto at = std::size_t(k);
            const bool same = left[i - 1] == right[k - 1];
            row[at] = std::min({before[at] + 1, row[at - 1] + 1, before[at - 1] + (same ? 0 : 1)});
            if (i > 1 && k > 1 && left[i - 1] == right[k - 2] && left[i - 2] == right[k - 1])
                row[at] = std::min(row[at], rows[std::size_t(i - 2) % 3][at - 2] + 1);
        }
    }
    return rows[std::size_t(left.size()) % 3][std::size_t(right.size())];
}

// kNone: other names.
int slipsBetween(std::string_view written, std::string_view meant)
{
    const QString left = bareName(written);
    const QString right = bareName(meant);
    if (left.isEmpty() || right.isEmpty() || digitsOf(left) != digitsOf(right))
        return kNone;
    const int allowed = int(std::min<qsizetype>(std::min(left.size(), right.size()) / 4, 2));
    if (std::abs(left.size() - right.size()) > allowed)
        return kNone;
    const int distance = distanceOf(left, right);
    return distance <= allowed ? distance : kNone;
}

} // namespace

bool mayBeMisspelt(std::string_view written, std::string_view meant)
{
    return slipsBetween(written, meant) != kNone;
}

void ValueCounts::add(std::string_view value, std::uint32_t record)
{
    ++m_size;
    if (m_open)
        return;
    Count &count = m_counts[value];
    if (++count.times <= kMostRecords)
        count.records.push_back(record);
    if (m_counts.size() > kMostValues) {
        m_open = true;
        m_counts.clear();
    }
}

std::vector<std::pair<std::string_view, std::uint32_t>> ValueCounts::common(std::uint32_t mostTimes) const
{
    std::vector<std::pair<std::string_view, std::uint32_t>> common;
    for (const auto &[value, count] : m_counts) {
        if (count.times >= mostTimes * kCommonFactor)
            common.emplace_back(value, count.times);
    }
    // The most frequent first: it is meant before others that are as near.
    std::sort(common.begin(), common.end(), [](const auto &left, const auto &right) {
        return left.second != right.second ? left.second > right.second : left.first < right.first;
    });
    return common;
}

bool ValueCounts::isNearlyClosed(std::uint32_t mostTimes) const
{
    if (m_open || size() == 0)
        return false;
    const auto names = common(mostTimes);
    std::uint64_t covered = 0;
    for (const auto &[value, times] : names)
        covered += times;
    return !names.empty() && names.size() <= kMostCommon && covered * 100 >= size() * 99;
}

std::vector<ValueCounts::Rare> ValueCounts::rare(std::uint32_t mostTimes) const
{
    std::vector<Rare> rare;
    if (!isNearlyClosed(mostTimes))
        return rare;
    const auto names = common(mostTimes);
    for (const auto &[value, count] : m_counts) {
        if (count.times > mostTimes)
            continue;
        Rare each{value, count.times, {}, 0, static_cast<std::uint32_t>(names.size()), count.records};
        int least = kNone;
        for (const auto &[name, times] : names) {
            const int slips = slipsBetween(value, name);
            if (slips < least) {
                least = slips;
                each.meant = name;
                each.meantTimes = times;
            }
        }
        rare.push_back(std::move(each));
    }
    std::sort(rare.begin(), rare.end(), [](const Rare &left, const Rare &right) { return left.value < right.value; });
    return rare;
}

} // namespace datanet::curation
