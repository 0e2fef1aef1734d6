#include "viewmodels/origin_text.h"

#include "attribution/token_text.h"
#include "crypto/address.h"
#include "format/amount_text.h"
#include "viewmodels/proven_text.h"

#include <QElapsedTimer>

#include <algorithm>

namespace datanet::app {

using namespace Qt::StringLiterals;
using sync::SourceRecord;

namespace {

constexpr std::size_t kNamedSources = 200; // whose records are looked up as they were written
constexpr int kNameWords = 5;
constexpr qsizetype kQuotedAround = 70; // characters before and after the words in question

std::string wholeText(const sync::RecordWords &words)
{
    return words.heading.empty() ? words.text : words.heading + '\n' + words.text;
}

// Where the tokens of `part` stand in a row in `whole`; nothing when they do not.
std::optional<sync::TextRun> findRun(std::string_view whole, std::string_view part)
{
    const attribution::TokenText text(whole);
    const attribution::TokenText sought(part);
    if (sought.size() == 0)
        return {};
    for (std::size_t first = 0; first + sought.size() <= text.size(); ++first) {
        std::size_t same = 0;
        while (same < sought.size() && text.folded(first + same) == sought.folded(same))
            ++same;
        if (same == sought.size())
            return sync::TextRun{text[first].begin, text[first + same - 1].end};
    }
    return {};
}

} // namespace

base::Result<Origin> findOrigin(const sync::Network &network, std::shared_ptr<const sync::TraceableText> against,
                                const QByteArray &text, base::TaskContext &context)
{
    QElapsedTimer timer;
    timer.start();
    auto found = sync::sourcesOf(*against, base::text(text));
    if (!found)
        return base::fail(found.error());
    Origin origin{text, std::move(against), std::move(*found), {}, double(timer.nsecsElapsed()) / 1e9};
    std::map<std::uint64_t, std::pair<sync::PublishedContribution, std::set<base::Digest>>> wanted;
    const auto want = [&wanted](const SourceRecord &record) {
        if (record.contribution)
            wanted.try_emplace(record.contribution->id, *record.contribution, std::set<base::Digest>())
                .first->second.second.insert(record.id);
    };
    for (std::size_t i = 0; i < std::min(origin.found.sources.size(), kNamedSources); ++i)
        want(origin.found.sources[i].leader);
    for (std::size_t i = 0; i < std::min(origin.found.spans.size(), kNamedSources); ++i) {
        if (!origin.found.spans[i].records.empty())
            want(origin.found.spans[i].records.front());
    }
    for (const auto &[id, part] : wanted) {
        if (context.cancelled())
            return base::cancelled();
        if (auto words = sync::readRecordWords(network, part.first, part.second, context))
            origin.words.merge(*words);
    }
    return origin;
}

OriginText::OriginText(const Origin &origin, const KnownPeople &people, const base::Address &own)
    : m_origin(origin), m_people(people), m_own(own), m_characters(charactersOf(origin.text))
{
}

std::vector<int> OriginText::charactersOf(const QByteArray &utf8)
{
    std::vector<int> characters;
    characters.reserve(std::size_t(utf8.size()) + 1);
    int next = 0;
    for (const char byte : utf8) {
        const auto value = static_cast<unsigned char>(byte);
        const bool continues = (value & 0xc0) == 0x80;
        characters.push_back(next);
        if (!continues)
            next += value >= 0xf0 ? 2 : 1;
    }
    characters.push_back(next);
    return characters;
}

QString OriginText::timeText(double seconds)
{
    if (seconds >= 0.1)
        //: A duration in seconds
        return tr("%1 s").arg(seconds, 0, 'f', 1);
    //: A duration in milliseconds
    return tr("%1 ms").arg(seconds * 1000, 0, 'f', 1);
}

QString OriginText::shareText(std::uint64_t part, std::uint64_t whole)
{
    if (whole == 0)
        return {};
    const double percent = 100.0 * double(part) / double(whole);
    if (part > 0 && percent < 0.05)
        //: A share that is above zero, but too small to be written
        return tr("<0.1 %");
    //: A share of a hundred
    return tr("%1 %").arg(percent, 0, 'f', 1);
}

QString OriginText::name(const SourceRecord &record) const
{
    const auto words = m_origin.words.find(record.id);
    if (words != m_origin.words.end() && !words->second.heading.empty()) {
        const QString heading = QString::fromStdString(words->second.heading);
        return heading.left(heading.indexOf(u'\n')).simplified();
    }
    const QString text = QString::fromStdString(words == m_origin.words.end() ? record.folded : words->second.text)
                             .left(400)
                             .simplified();
    const QString start = text.section(u' ', 0, kNameWords - 1);
    return start.size() < text.size() ? QString(start + u'\u2026') : text;
}

QString OriginText::quotation(const sync::SourcedSpan &span) const
{
    const std::string_view part = base::text(m_origin.text).substr(span.run.begin, span.run.end - span.run.begin);
    std::vector<const SourceRecord *> candidates;
    if (span.source)
        candidates.push_back(&m_origin.found.sources[*span.source].leader);
    if (!span.records.empty())
        candidates.push_back(&span.records.front());
    for (const SourceRecord *record : candidates) {
        const auto words = m_origin.words.find(record->id);
        const std::string whole = words == m_origin.words.end() ? record->folded : wholeText(words->second);
        const auto run = findRun(whole, part);
        if (!run)
            continue;
        const QString before = QString::fromUtf8(whole.data(), run->begin);
        const QString quoted = QString::fromUtf8(whole.data() + run->begin, qsizetype(run->end) - run->begin);
        const QString after = QString::fromUtf8(whole.data() + run->end, qsizetype(whole.size()) - run->end);
        const bool cutBefore = before.size() > kQuotedAround;
        const bool cutAfter = after.size() > kQuotedAround;
        // Whole words only, where something is cut.
        const QString left = cutBefore ? before.right(kQuotedAround).section(u' ', 1) : before;
        const QString right = cutAfter ? after.left(kQuotedAround).section(u' ', 0, -2) : after;
        const QString all =
            (cutBefore ? u"\u2026 "_s : QString()) + left + quoted + right + (cutAfter ? u" \u2026"_s : QString());
        return all.simplified();
    }
    return {};
}

QVariantList OriginText::runs(const std::vector<sync::TextRun> &runs) const
{
    QVariantList list;
    for (const sync::TextRun &run : runs)
        list.append(QVariantMap{{u"begin"_s, m_characters[run.begin]}, {u"end"_s, m_characters[run.end]}});
    return list;
}

QVariantMap OriginText::source(std::size_t index) const
{
    const sync::TextSource &source = m_origin.found.sources[index];
    const double whole = double(m_origin.found.total);
    const double greatest = double(m_origin.found.sources.front().credit);
    QVariantMap map{{u"number"_s, qlonglong(index + 1)},
                    {u"name"_s, name(source.leader)},
                    {u"share"_s, shareText(source.credit, m_origin.found.total)},
                    {u"part"_s, double(source.credit) / whole},
                    {u"meter"_s, double(source.credit) / greatest},
                    {u"words"_s, countText(source.words)},
                    {u"runs"_s, runs(source.runs)}};
    if (const auto &from = source.leader.contribution)
        map.insert({{u"contributor"_s, m_people.name(from->contributor)},
                    {u"address"_s, crypto::checksummed(from->contributor)},
                    {u"program"_s, m_people.isProgram(from->contributor)},
                    {u"own"_s, !m_own.isZero() && from->contributor == m_own},
                    {u"datanet"_s, qulonglong(from->datanet)},
                    {u"contribution"_s, qulonglong(from->id)}});
    if (m_earnings)
        map.insert({{u"earns"_s, shortAmount(m_earnings->sources[index])},
                    {u"earnsExact"_s, exactAmount(m_earnings->sources[index])}});
    return map;
}

QVariantMap OriginText::span(const sync::SourcedSpan &span) const
{
    return {{u"source"_s, span.source ? int(*span.source) : -1},
            {u"words"_s, countText(span.words)},
            {u"places"_s, countText(qint64(span.count))},
            {u"common"_s, span.boilerplate},
            {u"quotation"_s, quotation(span)}};
}

QVariantMap OriginText::map() const
{
    const sync::SourcedText &found = m_origin.found;
    QVariantList parts;
    for (const sync::TextPart &part : found.parts) {
        const auto &source = found.spans[part.span].source;
        parts.append(QVariantMap{{u"begin"_s, m_characters[part.run.begin]},
                                 {u"end"_s, m_characters[part.run.end]},
                                 {u"span"_s, int(part.span)},
                                 {u"source"_s, source ? int(*source) : -1}});
    }
    QVariantList spans;
    for (const sync::SourcedSpan &one : found.spans)
        spans.append(span(one));
    QVariantList sources;
    for (std::size_t i = 0; i < found.sources.size(); ++i)
        sources.append(source(i));
    QVariantMap map;
    if (const auto &known = m_origin.against->published.known)
        map = knowledgeMap(known->level(), known->block(), known->steps());
    map.insert({{u"text"_s, QString::fromUtf8(m_origin.text)},
                {u"parts"_s, parts},
                {u"spans"_s, spans},
                {u"sources"_s, sources},
                {u"unattributed"_s, shareText(found.unattributed, found.total)},
                {u"unattributedPart"_s, found.total == 0 ? 0.0 : double(found.unattributed) / double(found.total)}});
    return map;
}

} // namespace datanet::app
