#include "provenance/handover.h"

#include "base/canonical_json.h"
#include "base/files.h"
#include "crypto/digest.h"
#include "crypto/file_digest.h"
#include "provenance/model_signing.h"
#include "provenance/signed_folder.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <set>

namespace datanet::provenance {

using namespace Qt::StringLiterals;
using State = VerifiedFact::State;

namespace {

constexpr auto kStatement = "https://in-toto.io/Statement/v1"_L1;
constexpr auto kHandover = "urn:datanet:handover:1"_L1;
constexpr auto kPrepared = "receipts/prepared.sigstore.json"_L1;
constexpr auto kReadable = "receipt.json"_L1;
constexpr std::int64_t kMaximumReceipt = 64 << 20;

QString plain(const base::Digest &digest)
{
    return QString::fromLatin1(base::toPlainHex(digest.view()));
}

QString dayReceipt(const QString &day)
{
    return u"receipts/"_s + day + u".sigstore.json"_s;
}

bool belongsToReceipts(const QString &name)
{
    return name.startsWith("receipts/"_L1) || name == kReadable || name == QLatin1String(kSignerFile);
}

base::Bytes statementOf(const std::vector<Manifest::File> &files, const QJsonObject &predicate)
{
    QJsonArray subjects;
    for (const Manifest::File &file : files)
        subjects.append(
            QJsonObject{{u"name"_s, file.name}, {u"digest"_s, QJsonObject{{u"sha256"_s, plain(file.sha256)}}}});
    return base::canonicalJson(QJsonObject{{u"_type"_s, kStatement},
                                           {u"subject"_s, subjects},
                                           {u"predicateType"_s, kHandover},
                                           {u"predicate"_s, predicate}});
}

struct Receipt
{
    std::vector<Manifest::File> files;
    QJsonObject predicate;
    base::Bytes statement;
    crypto::VerifyingKey signer;
};

base::Result<Receipt> readReceipt(const QString &folder, const QString &name, const QString &event,
                                  const std::optional<crypto::VerifyingKey> &signer)
{
    const auto bytes = base::files::read(folder + u'/' + name, kMaximumReceipt);
    if (!bytes)
        return base::fail(bytes.error());
    const auto verified = verifyStatement(*bytes, signer);
    if (!verified)
        return base::fail(verified.error().within(name));
    const auto object = base::parseObject(verified->statement, kMaximumReceipt);
    if (!object)
        return base::fail(object.error().within(name));
    const QJsonObject predicate = object->value("predicate"_L1).toObject();
    if (object->value("_type"_L1).toString() != kStatement || object->value("predicateType"_L1).toString() != kHandover
        || predicate.value("event"_L1).toString() != event)
        return base::fail(base::ErrorKind::Invalid, name + u" is no receipt of this kind"_s);
    Receipt receipt{{}, predicate, verified->statement, verified->signer};
    for (const QJsonValue value : object->value("subject"_L1).toArray()) {
        const QJsonObject subject = value.toObject();
        const auto digest =
            base::Digest::fromHexText(subject.value("digest"_L1).toObject().value("sha256"_L1).toString());
        if (!digest)
            return base::fail(base::ErrorKind::Invalid, name + u" names a file without SHA-256"_s);
        receipt.files.push_back({subject.value("name"_L1).toString(), *digest});
    }
    return receipt;
}

std::vector<Manifest::File> filesOfDay(const std::vector<Manifest::File> &files, const QString &day)
{
    std::vector<Manifest::File> some;
    std::copy_if(files.begin(), files.end(), std::back_inserter(some),
                 [&](const Manifest::File &file) { return file.name.startsWith(day + u'/'); });
    return some;
}

base::Result<std::vector<Manifest::File>> filesIn(const QString &folder, base::TaskContext &task)
{
    auto manifest = manifestOfFolder(folder, {}, task);
    if (!manifest)
        return base::fail(manifest.error());
    std::erase_if(manifest->files, [](const Manifest::File &file) { return belongsToReceipts(file.name); });
    return std::move(manifest->files);
}

Handover handoverOf(const Receipt &receipt)
{
    const QJsonObject &said = receipt.predicate;
    Handover handover;
    handover.dataSet = said.value("dataSet"_L1).toString();
    handover.version = said.value("version"_L1).toString();
    handover.semanticVersion = said.value("semanticVersion"_L1).toString();
    handover.prepared = QDateTime::fromString(said.value("at"_L1).toString(), Qt::ISODate);
    handover.files = receipt.files;
    for (const QJsonValue value : said.value("days"_L1).toArray()) {
        const QJsonObject day = value.toObject();
        handover.days.push_back({dayFolder(static_cast<int>(handover.days.size()) + 1),
                                 day.value("files"_L1).toInteger(), day.value("bytes"_L1).toInteger(),
                                 day.value("records"_L1).toInteger(), std::nullopt});
    }
    return handover;
}

base::Result<Receipt> readDay(const QString &folder, const QString &day, const Receipt &prepared)
{
    auto receipt = readReceipt(folder, dayReceipt(day), u"uploaded"_s, prepared.signer);
    if (!receipt)
        return receipt;
    if (receipt->predicate.value("day"_L1).toString() != day
        || receipt->predicate.value("prepared"_L1).toString() != plain(crypto::sha256(prepared.statement))
        || receipt->files != filesOfDay(prepared.files, day))
        return base::fail(base::ErrorKind::Corrupt, dayReceipt(day) + u" is about other files than were prepared"_s);
    return receipt;
}

VerifiedFact filesFact(const std::vector<Manifest::File> &said, const std::vector<Manifest::File> &actual)
{
    for (const Manifest::File &file : said) {
        const auto found = std::find_if(actual.begin(), actual.end(),
                                        [&](const Manifest::File &other) { return other.name == file.name; });
        if (found == actual.end() || found->sha256 != file.sha256)
            return {u"files"_s, State::Bad,
                    file.name + (found == actual.end() ? u" is missing"_s : u" was changed since it was prepared"_s)};
    }
    std::set<QString> names;
    for (const Manifest::File &file : said)
        names.insert(file.name);
    for (const Manifest::File &file : actual)
        if (!names.contains(file.name))
            return {u"files"_s, State::Bad, file.name + u" is not among the prepared files"_s};
    return {u"files"_s, State::Good, u"%1 files are as they were prepared"_s.arg(said.size())};
}

} // namespace

QString dayFolder(int day)
{
    return u"day-%1"_s.arg(day, 2, 10, QLatin1Char('0'));
}

base::Status signPrepared(const QString &folder, Handover handover, const crypto::DeviceKey &key,
                          base::TaskContext &task)
{
    auto files = filesIn(folder, task);
    if (!files)
        return base::fail(files.error());
    QJsonArray days;
    for (const HandoverDay &day : handover.days)
        days.append(QJsonObject{{u"folder"_s, day.folder},
                                {u"files"_s, static_cast<qint64>(day.files)},
                                {u"bytes"_s, static_cast<qint64>(day.bytes)},
                                {u"records"_s, static_cast<qint64>(day.records)}});
    const base::Bytes statement = statementOf(*files,
                                              {{u"event"_s, u"prepared"_s},
                                               {u"at"_s, handover.prepared.toUTC().toString(Qt::ISODate)},
                                               {u"dataSet"_s, handover.dataSet},
                                               {u"version"_s, handover.version},
                                               {u"semanticVersion"_s, handover.semanticVersion},
                                               {u"days"_s, days}});
    if (auto status = base::files::makeFolder(folder + u"/receipts"_s); !status)
        return status;
    if (auto status = base::files::writeAtomically(folder + u'/' + kPrepared, signStatement(statement, key)); !status)
        return status;
    if (auto status = base::files::writeAtomically(folder + u'/' + kReadable, statement); !status)
        return status;
    return base::files::writeAtomically(folder + u'/' + QLatin1String(kSignerFile), key.publicKey().toPem());
}

bool isHandover(const QString &folder)
{
    return QFileInfo(folder + u'/' + kPrepared).isFile();
}

base::Result<Handover> readHandover(const QString &folder)
{
    const auto signer = signerOfFolder(folder, {});
    const auto prepared = signer ? readReceipt(folder, kPrepared, u"prepared"_s, *signer)
                                 : base::Result<Receipt>(base::fail(signer.error()));
    if (!prepared)
        return base::fail(prepared.error());
    Handover handover = handoverOf(*prepared);
    for (HandoverDay &day : handover.days) {
        if (!QFileInfo::exists(folder + u'/' + dayReceipt(day.folder)))
            continue;
        const auto receipt = readDay(folder, day.folder, *prepared);
        if (!receipt)
            return base::fail(receipt.error());
        day.uploaded = QDateTime::fromString(receipt->predicate.value("uploadedAt"_L1).toString(), Qt::ISODate);
    }
    return handover;
}

base::Status signUploaded(const QString &folder, int day, const QDateTime &at, const crypto::DeviceKey &key,
                          base::TaskContext &task)
{
    const auto signer = signerOfFolder(folder, {});
    const auto prepared = signer ? readReceipt(folder, kPrepared, u"prepared"_s, *signer)
                                 : base::Result<Receipt>(base::fail(signer.error()));
    if (!prepared)
        return base::fail(prepared.error());
    const QString name = dayFolder(day);
    const auto said = filesOfDay(prepared->files, name);
    if (said.empty())
        return base::fail(base::ErrorKind::NotFound, u"nothing was prepared for day %1"_s.arg(day));
    if (!(prepared->signer == key.publicKey()))
        return base::fail(base::ErrorKind::Denied, u"the files were prepared with the key of another device"_s,
                          u"mark the day where they were prepared"_s);
    if (QFileInfo::exists(folder + u'/' + dayReceipt(name)))
        return base::fail(base::ErrorKind::Conflict, name + u" has its receipt already"_s);
    for (const Manifest::File &file : said) {
        const auto digest = crypto::sha256OfFile(folder + u'/' + file.name, task);
        if (!digest)
            return base::fail(digest.error());
        if (*digest != file.sha256)
            return base::fail(base::ErrorKind::Corrupt, file.name + u" was changed since it was prepared"_s,
                              u"export again; what was uploaded is then no longer what was signed"_s);
    }
    const base::Bytes statement = statementOf(said,
                                              {{u"event"_s, u"uploaded"_s},
                                               {u"day"_s, name},
                                               {u"uploadedAt"_s, at.toUTC().toString(Qt::ISODate)},
                                               {u"prepared"_s, plain(crypto::sha256(prepared->statement))}});
    return base::files::writeAtomically(folder + u'/' + dayReceipt(name), signStatement(statement, key));
}

base::Result<Verification> verifyHandover(const QString &folder, const std::optional<crypto::VerifyingKey> &signer,
                                          base::TaskContext &task)
{
    Verification verification;
    const auto key = signerOfFolder(folder, signer);
    const auto prepared =
        key ? readReceipt(folder, kPrepared, u"prepared"_s, *key) : base::Result<Receipt>(base::fail(key.error()));
    if (!prepared) {
        verification.facts.push_back({u"receipt"_s, State::Bad, prepared.error().what});
        return verification;
    }
    const Handover handover = handoverOf(*prepared);
    verification.facts.push_back(
        {u"receipt"_s, State::Good,
         u"%1, version %2, prepared %3 by the device %4%5"_s.arg(
             handover.dataSet, handover.semanticVersion, handover.prepared.toString(Qt::ISODate),
             keyHint(prepared->signer).left(16), signer ? QString() : u", whose key came along with it"_s)});
    const auto readable = base::files::read(folder + u'/' + kReadable, kMaximumReceipt);
    if (!readable || *readable != prepared->statement)
        verification.facts.push_back(
            {u"receipt.json"_s, State::Bad, u"it is missing or says something else than the signed receipt"_s});
    task.step(u"Checking the files"_s);
    const auto actual = filesIn(folder, task);
    if (!actual && actual.error().kind == base::ErrorKind::Cancelled)
        return base::fail(actual.error());
    verification.facts.push_back(actual ? filesFact(prepared->files, *actual)
                                        : VerifiedFact{u"files"_s, State::Bad, actual.error().what});
    for (const HandoverDay &day : handover.days) {
        if (!QFileInfo::exists(folder + u'/' + dayReceipt(day.folder))) {
            verification.facts.push_back({day.folder, State::NotChecked, u"nobody has signed that it was uploaded"_s});
            continue;
        }
        const auto receipt = readDay(folder, day.folder, *prepared);
        verification.facts.push_back(
            receipt ? VerifiedFact{day.folder, State::Good,
                                   u"%1 files uploaded %2, as the signer says"_s.arg(day.files).arg(
                                       receipt->predicate.value("uploadedAt"_L1).toString())}
                    : VerifiedFact{day.folder, State::Bad, receipt.error().what});
    }
    return verification;
}

} // namespace datanet::provenance
