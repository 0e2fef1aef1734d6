#include "viewmodels/review_material.h"

#include "base/files.h"
#include "crypto/address.h"
#include "curation/compared_text.h"
#include "dataset/field_scanner.h"
#include "format/correction_text.h"
#include "format/finding_text.h"
#include "format/visible_text.h"
#include "models/record_media.h"
#include "sync/dismissals.h"
#include "sync/mirror.h"
#include "sync/review_folder.h"
#include "versioning/difference.h"

#include <algorithm>
#include <set>

namespace datanet::app {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;
using base::Status;
using dataset::FieldScanner;

namespace {

constexpr std::size_t kMostBytes = 64 << 10; // of one field on the screen
constexpr qint64 kMostDecided = 2 << 20; // bytes of the file: one bit a record

QString decidedFile(const sync::ReviewFolder &folder, const base::Address &reviewer)
{
    return folder.path + u"/decided-"_s + reviewer.hex();
}

bool isBlank(const FieldScanner::Field &field)
{
    return field.kind == dataset::ValueKind::Null || field.text.empty();
}

// Where most of the words are: the text field of the rules, else the longest string.
QByteArray mainField(const dataset::Schema &schema, const FieldScanner &fields)
{
    const QByteArray named = schema.textField.toUtf8();
    if (!named.isEmpty() && fields.find(base::text(named)) != nullptr)
        return named;
    const bool hasMedia = dataset::RecordMedia::of(fields).has_value(); // whose name is no text to read
    const FieldScanner::Field *longest = nullptr;
    for (const auto &field : fields.fields()) {
        if (field.kind == dataset::ValueKind::String && !(hasMedia && field.name == dataset::RecordMedia::kField)
            && (longest == nullptr || field.text.size() > longest->text.size()))
            longest = &field;
    }
    return longest == nullptr ? QByteArray() : QByteArray(longest->name.data(), qsizetype(longest->name.size()));
}

std::string_view textOf(const FieldScanner &fields, const QByteArray &name)
{
    const auto *field = fields.find(base::text(name));
    return field == nullptr ? std::string_view() : field->text.substr(0, kMostBytes);
}

// One record as the page shows it: what it is about, its text, and the other fields.
// Its picture or sound, which lies in the folder, too.
QVariantMap described(const std::vector<RecordColumn> &columns, const FieldScanner &fields, std::string_view body,
                      const QByteArray &main, const std::vector<TextMark> &marks, const curation::Finding *begin,
                      const curation::Finding *end, const QString &folder = {})
{
    QVariantMap map;
    if (const auto media = dataset::RecordMedia::of(fields); media && !folder.isEmpty())
        map[u"media"_s] = shownMedia(*media, folder, std::nullopt);
    std::vector<RecordColumn> others = columns; // the text stands below the heading already
    std::erase_if(others, [&](const RecordColumn &column) { return column.field == main; });
    const QString name = RecordSource::name(others, body);
    map[u"name"_s] = name;
    map[u"text"_s] = markedText(textOf(fields, main), marks);
    QVariantList facts;
    const auto add = [&](const QByteArray &field, const QString &title) {
        const auto *value = fields.find(base::text(field));
        const bool isShown = map.contains(u"media"_s) && base::text(field) == dataset::RecordMedia::kField;
        if (field == main || value == nullptr || isShown)
            return;
        std::vector<TextMark> own;
        for (const auto *finding = begin; finding != end; ++finding) {
            if (finding->span && finding->field.toUtf8() == field)
                own.push_back({finding->span->begin, finding->span->end, u"danger"_s});
        }
        const QVariantList segments =
            isBlank(*value) ? QVariantList() : markedText(value->text.substr(0, kMostBytes), own);
        if (segments.size() == 1 && segments.front().toMap().value(u"text"_s) == name)
            return; // it is the heading already
        facts.append(QVariantMap{{u"label"_s, title}, {u"segments"_s, segments}});
    };
    std::set<QByteArray> shown;
    for (const auto &column : columns) {
        add(column.field, column.title);
        shown.insert(column.field);
    }
    for (const auto &field : fields.fields()) {
        const QByteArray own(field.name.data(), qsizetype(field.name.size()));
        if (!shown.contains(own))
            add(own, QString::fromUtf8(own));
    }
    map[u"facts"_s] = facts;
    return map;
}

QVariantMap described(const curation::Finding &finding)
{
    QVariantMap map{{u"severity"_s, curation::severityName(finding.severity)},
                    {u"title"_s, FindingText::title(finding.rule)},
                    {u"sentence"_s, FindingText::sentence(finding)},
                    {u"reason"_s, finding.reason},
                    {u"compared"_s, finding.evidence.has_value()}};
    if (finding.evidence) {
        map[u"percent"_s] = finding.evidence->similarity.percent();
        map[u"limit"_s] = finding.evidence->limit.percent();
        map[u"pictures"_s] = finding.rule == u"similar-picture";
    }
    return map;
}

} // namespace

QVariantList markedText(std::string_view text, const std::vector<TextMark> &marks)
{
    QVariantList list;
    const auto add = [&](std::size_t begin, std::size_t end, const QString &mark) {
        if (end <= begin)
            return;
        const QString part = QString::fromUtf8(text.data() + begin, qsizetype(end - begin));
        list.append(QVariantMap{{u"text"_s, mark.isEmpty() ? part : visibleText(part)}, {u"mark"_s, mark}});
    };
    std::size_t at = 0;
    for (const auto &mark : marks) {
        if (mark.begin < at || mark.end > text.size() || mark.end <= mark.begin)
            continue; // overlapping, or of a part that is cut away
        add(at, mark.begin, {});
        add(mark.begin, mark.end, mark.mark);
        at = mark.end;
    }
    add(at, text.size(), {});
    return list;
}

Result<std::shared_ptr<const ReviewMaterial>> ReviewMaterial::open(const sync::Network &network, std::uint64_t id,
                                                                   const crypto::SecretKey &key,
                                                                   base::TaskContext &context)
{
    auto opened = sync::openReview(network, id, key, context);
    const auto folder = sync::ReviewFolder::of(network, id);
    if (!opened || !folder)
        return fail(!opened ? opened.error() : folder.error());
    auto material = std::make_shared<ReviewMaterial>();
    material->m_review = std::move(*opened);
    material->m_reviewer = key.address();
    material->m_dismissals =
        sync::submittedDismissals(material->m_review.folder, network.profile().chainId, material->m_review.datanet);
    const auto count = material->m_review.records.size();
    material->m_decided.assign(count, false);
    // Unreadable or of another count: the person decides again, which loses nothing that counts.
    if (const auto bytes = base::files::read(decidedFile(*folder, key.address()), kMostDecided)) {
        if (auto decided = curation::bitmapFromBytes(*bytes, std::int64_t(count)))
            material->m_decided = std::move(*decided);
    }
    auto snapshot = network.latest(context);
    if (!snapshot)
        return fail(snapshot.error());
    const auto contribution = sync::readContribution(network, *snapshot, id, context);
    if (!contribution)
        return fail(contribution.error());
    if (auto read = material->readHistory(network, *snapshot, *contribution, context); !read)
        return fail(read.error());
    if (auto collected = material->collectAccepted(network, contribution->datanet(), context); !collected)
        return fail(collected.error());
    return material;
}

Status ReviewMaterial::readHistory(const sync::Network &network, light::Snapshot &snapshot,
                                   const sync::Contribution &contribution, base::TaskContext &context)
{
    const auto contributor = contribution.contributor();
    if (!contributor || !contributor->hasValue())
        return {};
    auto history = sync::contributorHistory(network, snapshot, contributor->value(), contribution.datanet(),
                                            contribution.id, context);
    if (!history)
        return fail(history.error());
    m_history = *history;
    return {};
}

Status ReviewMaterial::keep(const sync::Network &network, std::uint64_t id, const base::Address &reviewer,
                            const curation::Vote &vote, const std::vector<bool> &decided)
{
    const auto folder = sync::ReviewFolder::of(network, id);
    if (!folder)
        return fail(folder.error());
    if (auto kept = sync::decide(network, id, reviewer, vote); !kept)
        return kept;
    return base::files::writeAtomically(decidedFile(*folder, reviewer), curation::acceptedBitmap(decided));
}

Status ReviewMaterial::collectAccepted(const sync::Network &network, std::uint64_t datanet, base::TaskContext &context)
{
    std::set<QByteArray> wanted;
    for (const auto &finding : m_review.report.findings) {
        if (finding.evidence && finding.evidence->accepted)
            wanted.insert(finding.evidence->id.toBytes());
    }
    if (wanted.empty())
        return {};
    auto mirror = sync::Mirror::open(network, datanet);
    if (!mirror)
        return fail(mirror.error());
    const auto head = mirror->head();
    if (!head)
        return fail(head.error());
    const auto walked = versioning::difference(mirror->repository(), std::nullopt, *head, {}, context,
                                               [&](const dataset::RowChange &change) -> Status {
                                                   const QByteArray id = dataset::recordId(change.after).toBytes();
                                                   if (wanted.contains(id))
                                                       m_accepted.insert(id, std::string(change.after));
                                                   return {};
                                               });
    return walked ? Status() : Status(fail(walked.error()));
}

std::pair<const curation::Finding *, const curation::Finding *> ReviewMaterial::findingsOf(std::size_t position) const
{
    const auto &findings = m_review.report.findings;
    const auto wanted = dataset::Position(position);
    const auto begin =
        std::lower_bound(findings.begin(), findings.end(), wanted,
                         [](const auto &finding, dataset::Position at) { return finding.position < at; });
    auto end = begin;
    while (end != findings.end() && end->position == wanted)
        ++end;
    return {findings.data() + (begin - findings.begin()), findings.data() + (end - findings.begin())};
}

const curation::Finding *ReviewMaterial::worstFinding(std::size_t position) const
{
    const auto [begin, end] = findingsOf(position);
    const auto *worst =
        std::max_element(begin, end, [](const auto &a, const auto &b) { return a.severity < b.severity; });
    return worst == end ? nullptr : worst;
}

const sync::ReviewedRemoval *ReviewMaterial::replacedBy(std::size_t position) const
{
    const auto found = std::ranges::find_if(m_review.removals, [&](const sync::ReviewedRemoval &each) {
        return each.replacement && std::size_t(*each.replacement) == position;
    });
    return found == m_review.removals.end() ? nullptr : &*found;
}

QStringList ReviewMaterial::takenOut() const
{
    QStringList lines;
    for (const auto &each : m_review.removals) {
        if (!each.replacement)
            lines.append(CorrectionText::line({each.removal, each.before, {}}));
    }
    return lines;
}

Result<std::string> ReviewMaterial::otherBody(RecordSource &source, const curation::Evidence &evidence) const
{
    if (evidence.accepted) {
        const auto found = m_accepted.find(evidence.id.toBytes());
        if (found == m_accepted.end())
            return fail(base::ErrorKind::NotFound, u"the accepted record is not in the versions on this machine"_s);
        return *found;
    }
    if (evidence.position < 0 || std::size_t(evidence.position) >= m_review.rows.size())
        return fail(base::ErrorKind::Invalid, u"a finding points at no record"_s);
    const auto reader = source.reader();
    if (!reader)
        return fail(reader.error());
    auto row = (*reader)->at(m_review.rows[std::size_t(evidence.position)]);
    if (!row)
        return fail(row.error());
    return std::move(row->body);
}

Result<QVariantMap> ReviewMaterial::record(RecordSource &source, std::size_t position) const
{
    const auto reader = source.reader();
    const auto head = source.head();
    if (!reader || !head)
        return fail(!reader ? reader.error() : head.error());
    const auto row = (*reader)->at(m_review.rows[position]);
    if (!row)
        return fail(row.error());
    FieldScanner fields;
    if (!fields.load(row->body))
        return fail(base::ErrorKind::Corrupt, u"record %1 cannot be read"_s.arg(position + 1));
    const QByteArray main = mainField(m_review.rules.schema, fields);
    const auto [begin, end] = findingsOf(position);
    // As the datanet names and orders its fields; a submission may say nothing about its own.
    const auto columns = m_review.rules.schema.fields.empty() ? head->columns : columnsOf(m_review.rules.schema);

    std::vector<TextMark> marks;
    for (const auto *finding = begin; finding != end; ++finding) {
        if (finding->span && finding->field.toUtf8() == main)
            marks.push_back({finding->span->begin, finding->span->end, u"danger"_s});
    }
    const curation::Finding *worst = worstFinding(position);
    const auto *compared = std::find_if(begin, end, [](const auto &finding) { return finding.evidence.has_value(); });
    QVariantMap other;
    QVariantMap finding = worst == nullptr ? QVariantMap() : described(*worst);
    if (worst != nullptr) {
        if (const auto said = m_dismissals.find({worst->id, worst->rule}); said != m_dismissals.end())
            finding[u"said"_s] = said->second;
    }
    if (compared != end) {
        const auto body = otherBody(source, *compared->evidence);
        FieldScanner otherFields;
        if (body && otherFields.load(*body)) {
            const bool pictures = compared->rule == u"similar-picture";
            const auto shared = pictures ? similarity::SharedWords()
                                         : curation::sharedWording(textOf(fields, main), textOf(otherFields, main));
            std::vector<TextMark> there;
            for (const auto &run : shared.runs) {
                if (worst == compared)
                    marks.push_back({run.leftBegin, run.leftEnd, u"same"_s});
                there.push_back({run.rightBegin, run.rightEnd, u"same"_s});
            }
            std::sort(there.begin(), there.end(), [](const auto &a, const auto &b) { return a.begin < b.begin; });
            const bool here = !compared->evidence->accepted;
            other = described(columns, otherFields, *body, main, there, end, end, here ? m_review.folder : QString());
            other[u"accepted"_s] = compared->evidence->accepted;
            other[u"number"_s] = qlonglong(compared->evidence->position + 1);
            other[u"contributor"_s] = compared->evidence->contributor;
            if (worst == compared && !pictures) {
                finding[u"sharedWords"_s] = shared.sharedWords;
                finding[u"words"_s] = shared.leftWords;
            }
        }
    }
    const sync::ReviewedRemoval *replaced = replacedBy(position);
    FieldScanner oldFields;
    if (replaced && other.isEmpty() && oldFields.load(replaced->before)) {
        const auto shared = curation::sharedWording(textOf(fields, main), textOf(oldFields, main));
        std::vector<TextMark> there;
        for (const auto &run : shared.runs)
            there.push_back({run.rightBegin, run.rightEnd, u"same"_s});
        std::sort(there.begin(), there.end(), [](const auto &a, const auto &b) { return a.begin < b.begin; });
        other = described(columns, oldFields, replaced->before, main, there, end, end);
        other[u"accepted"_s] = true;
        other[u"replaced"_s] = true;
        other[u"contributor"_s] = crypto::checksummed(replaced->contributor);
    }
    std::sort(marks.begin(), marks.end(), [](const auto &a, const auto &b) { return a.begin < b.begin; });
    QVariantMap map = described(columns, fields, row->body, main, marks, begin, end, m_review.folder);
    map[u"number"_s] = qlonglong(position + 1);
    map[u"finding"_s] = finding;
    map[u"other"_s] = other;
    return map;
}

} // namespace datanet::app
