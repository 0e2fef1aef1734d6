#include "provenance/manifest.h"

#include "base/canonical_json.h"
#include "crypto/digest.h"
#include "dataset/metadata.h"
#include "dataset/working_copy.h"
#include "versioning/content_tree.h"
#include "versioning/segment_digests.h"

#include <QSet>

#include <algorithm>

namespace datanet::provenance {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kStatementType = "https://in-toto.io/Statement/v1"_L1;
constexpr auto kPredicateType = "https://model_signing/signature/v1.0"_L1;

QString plainHex(const base::Digest &digest)
{
    return QString::fromLatin1(base::toPlainHex(digest.view()));
}

tl::unexpected<base::Error> noStatement(const QString &why)
{
    return base::fail(base::ErrorKind::Invalid, u"no Model Signing statement: "_s + why);
}

bool staysInside(const QString &path)
{
    if (path.isEmpty() || path.startsWith(u'/') || path.contains(QChar(0)) || path.contains(u'\\'))
        return false;
    const auto parts = path.split(u'/');
    return std::none_of(parts.begin(), parts.end(),
                        [](const QString &part) { return part.isEmpty() || part == u"." || part == u".."; });
}

base::Result<std::vector<Manifest::File>> filesOf(const QJsonArray &resources)
{
    std::vector<Manifest::File> files;
    if (resources.size() > Manifest::kMostFiles)
        return noStatement(u"it lists too many files"_s);
    files.reserve(static_cast<std::size_t>(resources.size()));
    for (const QJsonValue value : resources) {
        const QJsonObject resource = value.toObject();
        const QString name = resource.value("name"_L1).toString();
        if (!staysInside(name))
            return noStatement(u"a file is named \"%1\""_s.arg(name.left(200)));
        if (resource.value("algorithm"_L1).toString() != u"sha256")
            return noStatement(name + u" has no SHA-256"_s);
        const auto digest = base::Digest::fromHexText(resource.value("digest"_L1).toString());
        if (!digest)
            return noStatement(name + u" has a malformed SHA-256"_s);
        if (!files.empty() && files.back().name.toUtf8() >= name.toUtf8())
            return noStatement(u"the files are not sorted by name, or one comes twice: "_s + name);
        files.push_back({name, *digest});
    }
    return files;
}

} // namespace

base::Digest Manifest::subjectDigest() const
{
    crypto::Sha256 hash;
    for (const File &file : files)
        hash.update(file.sha256.view());
    return hash.finish();
}

base::Bytes Manifest::toStatement() const
{
    QJsonArray resources;
    for (const File &file : files)
        resources.append(
            QJsonObject{{u"algorithm"_s, u"sha256"_s}, {u"digest"_s, plainHex(file.sha256)}, {u"name"_s, file.name}});
    QJsonObject serialization{{u"method"_s, u"files"_s}, {u"hash_type"_s, u"sha256"_s}, {u"allow_symlinks"_s, false}};
    if (!ignored.empty())
        serialization[u"ignore_paths"_s] = QJsonArray::fromStringList(QStringList(ignored.begin(), ignored.end()));
    return base::canonicalJson(
        QJsonObject{{u"_type"_s, kStatementType},
                    {u"subject"_s,
                     QJsonArray{QJsonObject{{u"name"_s, subject},
                                            {u"digest"_s, QJsonObject{{u"sha256"_s, plainHex(subjectDigest())}}}}}},
                    {u"predicateType"_s, kPredicateType},
                    {u"predicate"_s, QJsonObject{{u"resources"_s, resources}, {u"serialization"_s, serialization}}}});
}

base::Result<Manifest> Manifest::fromStatement(base::ByteView json)
{
    const auto object = base::parseObject(json, kMaximumBytes);
    if (!object)
        return base::fail(object.error());
    if (object->value("_type"_L1).toString() != kStatementType)
        return noStatement(u"it is another type of statement"_s);
    if (object->value("predicateType"_L1).toString() != kPredicateType)
        return noStatement(u"it says something else about its subject"_s);
    const QJsonArray subjects = object->value("subject"_L1).toArray();
    if (subjects.size() != 1)
        return noStatement(u"it has not exactly one subject"_s);
    const QJsonObject predicate = object->value("predicate"_L1).toObject();
    const QJsonObject serialization = predicate.value("serialization"_L1).toObject();
    if (serialization.value("method"_L1).toString() != u"files"
        || serialization.value("hash_type"_L1).toString() != u"sha256")
        return noStatement(u"only whole files with SHA-256 are understood"_s);
    if (!predicate.value("resources"_L1).isArray())
        return noStatement(u"it lists no files"_s);
    auto files = filesOf(predicate.value("resources"_L1).toArray());
    if (!files)
        return base::fail(files.error());
    Manifest manifest;
    manifest.subject = subjects[0].toObject().value("name"_L1).toString();
    manifest.files = std::move(*files);
    for (const QJsonValue path : serialization.value("ignore_paths"_L1).toArray())
        manifest.ignored.push_back(path.toString());
    const auto digest =
        base::Digest::fromHexText(subjects[0].toObject().value("digest"_L1).toObject().value("sha256"_L1).toString());
    if (!digest || *digest != manifest.subjectDigest())
        return noStatement(u"its subject is not the digest of its files"_s);
    return manifest;
}

base::Result<Manifest> manifestOf(const versioning::Repository &repository, const versioning::CommitId &version,
                                  base::TaskContext &task, std::vector<base::Digest> *recordIds)
{
    const auto tree = versioning::ContentTree::of(repository, version);
    if (!tree)
        return base::fail(tree.error());
    const auto segments = tree->segments(repository);
    const auto media = versioning::attachments(repository, *tree);
    if (!segments || !media)
        return base::fail(!segments ? segments.error() : media.error());

    Manifest manifest;
    const auto total = static_cast<std::int64_t>(media->size() + tree->documents().size());
    std::int64_t done = 0;
    const auto add = [&](const QByteArray &path, const versioning::ObjectId &blob,
                         std::int64_t maximum) -> base::Status {
        if (task.cancelled())
            return base::cancelled();
        const auto bytes = repository.read(blob, versioning::ObjectType::Blob, maximum);
        if (!bytes)
            return base::fail(bytes.error());
        manifest.files.push_back({QString::fromUtf8(path), crypto::sha256(*bytes)});
        task.progress(++done, total);
        return {};
    };
    for (const auto &[name, blob] : tree->documents()) {
        if (auto status = add(name, blob, dataset::kMaximumDocumentBytes); !status)
            return base::fail(status.error());
    }
    auto digests = versioning::digestSegments(
        repository, *segments, recordIds ? versioning::DigestRecords::Yes : versioning::DigestRecords::No, task);
    if (!digests)
        return base::fail(digests.error());
    for (std::size_t index = 0; index < segments->size(); ++index)
        manifest.files.push_back({QString::fromUtf8((*segments)[index].name.path()), digests->files[index]});
    if (recordIds)
        *recordIds = std::move(digests->recordIds);
    for (const auto &attachment : *media) {
        const QByteArray hex = base::toPlainHex(attachment.sha256.view());
        if (auto status = add("media/" + hex.left(2) + '/' + hex.mid(2, 2) + '/' + hex, attachment.blob,
                              dataset::kMaximumAttachmentBytes);
            !status)
            return base::fail(status.error());
    }
    std::sort(manifest.files.begin(), manifest.files.end(),
              [](const Manifest::File &left, const Manifest::File &right) {
                  return left.name.toUtf8() < right.name.toUtf8();
              });
    if (const auto found = tree->documents().find(dataset::kMetadataFile); found != tree->documents().end()) {
        const auto bytes = repository.read(found->second, versioning::ObjectType::Blob, dataset::kMaximumDocumentBytes);
        const auto metadata =
            bytes ? dataset::Metadata::fromJson(*bytes) : base::Result<dataset::Metadata>(base::fail(bytes.error()));
        if (metadata)
            manifest.subject = metadata->title;
    }
    return manifest;
}

} // namespace datanet::provenance
