#include "sync/submission_content.h"

#include "dataset/data_set.h"
#include "dataset/record.h"
#include "sync/mirror.h"
#include "sync/preimages.h"
#include "sync/published_corrections.h"
#include "sync/record_media_facts.h"
#include "versioning/difference.h"
#include "versioning/history.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr qsizetype kExamples = 3;
constexpr qsizetype kExampleLength = 80;

// What a person knows the record by: its key, else the first field that the datanet asks for.
QString titleOf(std::string_view body, const QStringList &preferred)
{
    const auto record = QJsonDocument::fromJson(QByteArray(body.data(), qsizetype(body.size()))).object();
    for (const auto &name : preferred) {
        const auto text = record.value(name).toVariant().toString();
        if (!text.isEmpty())
            return text.left(kExampleLength);
    }
    for (const auto &value : record) {
        if (value.isString() && !value.toString().isEmpty())
            return value.toString().left(kExampleLength);
    }
    return {};
}

Result<QStringList> titleFields(const versioning::Repository &repository, const versioning::CommitId &version,
                                const curation::DatanetRules &rules)
{
    QStringList names;
    const auto bytes = versioning::documentAt(repository, version, QLatin1String(dataset::kSchemaFile));
    if (bytes) {
        const auto schema = dataset::Schema::fromJson(*bytes);
        if (!schema)
            return fail(schema.error());
        names = schema->primaryKey;
    } else if (bytes.error().kind != ErrorKind::NotFound) {
        return fail(bytes.error());
    }
    for (const auto &key : rules.schema.primaryKey)
        names.append(key);
    for (const auto &field : rules.schema.fields)
        names.append(field.name);
    return names;
}

// A correction is not compared with what it corrects, nor with what that corrected.
std::set<base::Digest> replacedBy(const std::vector<FoundCorrection> &corrections, const PublishedCorrections &before)
{
    std::set<base::Digest> replaced;
    for (const FoundCorrection &each : corrections) {
        if (each.removal.replacement)
            replaced.merge(before.withCorrected(each.removal.record));
    }
    return replaced;
}

} // namespace

Result<SubmissionContent> readContent(const Network &network, light::Snapshot &snapshot, const Datanet &datanet,
                                      const QString &folder, base::TaskContext &context, bool corrects)
{
    const dataset::DataSetFolder place{QDir(folder).absolutePath()};
    if (!place.exists())
        return fail(ErrorKind::NotFound, u"%1 holds no data set"_s.arg(folder));
    const auto repository = versioning::Repository::open(place.repository());
    if (!repository)
        return fail(repository.error());
    const auto head = repository->head();
    if (!head)
        return fail(head.error());
    if (!*head)
        return fail(ErrorKind::Invalid, u"the data set has no version yet, and only versions are sent"_s,
                    u"save one: datanet commit"_s);

    SubmissionContent content;
    content.version = **head;
    const auto metadata = versioning::documentAt(*repository, content.version, QLatin1String(dataset::kMetadataFile));
    if (!metadata)
        return fail(metadata.error());
    auto parsed = dataset::Metadata::fromJson(*metadata);
    if (!parsed)
        return fail(parsed.error());
    content.metadata = std::move(*parsed);

    const auto termsHash = requireValue(datanet.termsHash, u"the rules of datanet %1"_s.arg(datanet.id));
    if (!termsHash)
        return fail(termsHash.error());
    content.termsHash = *termsHash;
    context.step(u"Fetching what is published"_s);
    auto mirror = Mirror::open(network, datanet.id);
    if (!mirror)
        return fail(mirror.error());
    const auto updated = mirror->update(snapshot, datanet, context);
    if (!updated)
        return fail(updated.error());
    const auto rules = mirror->rules(content.termsHash);
    if (!rules)
        return fail(rules.error());
    content.publishedLicence = rules->licence;
    if (!updated->isComplete())
        return fail(
            ErrorKind::Network,
            u"the published versions of datanet %1 are not all here, so it is not known which records it has"_s.arg(
                datanet.id)
                % (updated->problems.empty() ? QString() : QString(u": "_s % updated->problems.front())),
            u"try again later"_s);
    const auto baseVersion = mirror->version();
    if (!baseVersion)
        return fail(baseVersion.error());
    content.baseVersion = *baseVersion;
    const auto published = mirror->recordsAt(content.baseVersion, context);
    if (!published)
        return fail(published.error());
    std::set<base::Digest> replaced;
    if (corrects) {
        auto found = findCorrections(*mirror, *published, *repository, content.version, context);
        const auto before = PublishedCorrections::read(network, *mirror, content.baseVersion);
        if (!found || !before)
            return fail(!found ? found.error() : before.error());
        content.corrections = std::move(*found);
        replaced = replacedBy(content.corrections, *before);
    }
    const auto accepted = mirror->accepted(*rules, context, replaced);
    const auto titles = titleFields(*repository, content.version, *rules);
    if (!accepted || !titles)
        return fail(!accepted ? accepted.error() : titles.error());

    context.step(u"Checking"_s);
    std::vector<dataset::Row> rows;
    const auto walked = versioning::difference(*repository, std::nullopt, content.version, {}, context,
                                               [&](const dataset::RowChange &row) -> Status {
                                                   const auto id = dataset::recordId(row.after);
                                                   if (std::binary_search(published->begin(), published->end(), id)) {
                                                       ++content.already;
                                                       return {};
                                                   }
                                                   content.records.push_back(id);
                                                   if (content.examples.size() < kExamples)
                                                       content.examples.append(titleOf(row.after, *titles));
                                                   rows.push_back({row.position, row.after});
                                                   return {};
                                               });
    if (!walked)
        return fail(walked.error());
    const auto media = mediaFactsOf(rows, folder, content.version, context);
    if (!media)
        return fail(media.error());
    context.step(u"Checking"_s);
    auto source = curation::MemorySource::inOrder(std::move(rows)); // as reviewers see them
    auto report = curation::runChecks(source, *rules, &*accepted, {content.metadata.licence, media->library}, context);
    if (!report)
        return fail(report.error());
    content.report = std::move(*report);
    std::sort(content.records.begin(), content.records.end());
    content.records.erase(std::unique(content.records.begin(), content.records.end()), content.records.end());
    return content;
}

} // namespace datanet::sync
