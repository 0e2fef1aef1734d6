#include "sync/found_corrections.h"

#include "base/canonical_json.h"
#include "crypto/address.h"
#include "dataset/record.h"
#include "versioning/ancestry.h"
#include "versioning/difference.h"

#include <QJsonObject>

#include <algorithm>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::Digest;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr int kAgreementFormat = 1;
constexpr std::int64_t kMaximumAgreement = 4096; // bytes

// The newest published version that a version of a data set goes back to.
Result<versioning::CommitId> publishedBelow(const Mirror &mirror, const versioning::Repository &repository,
                                            const versioning::CommitId &version)
{
    const auto newest = mirror.version();
    if (!newest)
        return fail(newest.error());
    for (std::uint32_t number = *newest; number > 0; --number) {
        const auto commit = mirror.commitOf(number);
        if (!commit)
            return commit;
        if (!repository.contains(*commit))
            continue;
        const auto below = versioning::isAncestor(repository, *commit, version);
        if (!below)
            return fail(below.error());
        if (*below)
            return commit;
    }
    return fail(ErrorKind::Denied,
                u"the data set was not made from what the datanet publishes, so there is nothing "
                "in it to correct"_s,
                u"get the published records first: datanet clone URL DIR"_s);
}

} // namespace

Result<std::vector<FoundCorrection>> findCorrections(const Mirror &mirror, const std::vector<Digest> &published,
                                                     const versioning::Repository &repository,
                                                     const versioning::CommitId &version, base::TaskContext &context)
{
    const auto below = publishedBelow(mirror, repository, version);
    if (!below)
        return fail(below.error());
    const auto has = [&](const Digest &id) { return std::binary_search(published.begin(), published.end(), id); };
    std::vector<FoundCorrection> found;
    const auto done = versioning::difference(
        repository, *below, version, {}, context, [&](const dataset::RowChange &change) -> Status {
            if (change.before.empty())
                return {};
            FoundCorrection correction{{dataset::recordId(change.before), {}, {}}, change.before, {}};
            if (!has(correction.removal.record))
                return {};
            if (!change.after.empty() && !has(dataset::recordId(change.after))) {
                correction.removal.replacement = dataset::recordId(change.after);
                correction.after = change.after;
            }
            found.push_back(std::move(correction));
            return {};
        });
    if (!done)
        return fail(done.error());
    std::ranges::sort(found, {}, [](const FoundCorrection &each) { return each.removal.record; });
    return found;
}

base::Bytes SignedAgreement::toJson(std::uint64_t chainId) const
{
    return base::canonicalJson(QJsonObject{{u"format"_s, kAgreementFormat},
                                           {u"chainId"_s, qint64(chainId)},
                                           {u"datanet"_s, qint64(agreement.datanet)},
                                           {u"record"_s, agreement.record.hex()},
                                           {u"replacement"_s, agreement.replacement.hex()},
                                           {u"corrector"_s, crypto::checksummed(agreement.corrector)},
                                           {u"signature"_s, base::toHex(signature)}});
}

Result<SignedAgreement> SignedAgreement::fromJson(base::ByteView json, std::uint64_t chainId)
{
    const auto object = base::parseObject(json, kMaximumAgreement);
    if (!object)
        return fail(object.error());
    const auto record = Digest::fromHexText(object->value(u"record"_s).toString());
    const auto replacement = Digest::fromHexText(object->value(u"replacement"_s).toString());
    const auto corrector = crypto::parseAddress(object->value(u"corrector"_s).toString());
    const auto signature = base::fromHex(object->value(u"signature"_s).toString());
    const qint64 datanet = object->value(u"datanet"_s).toInteger(-1);
    if (object->value(u"format"_s).toInt() != kAgreementFormat || !record || !replacement || !corrector || !signature
        || signature->size() != 65 || datanet < 0)
        return fail(ErrorKind::Invalid, u"this is no agreement to a correction"_s);
    if (object->value(u"chainId"_s).toInteger(-1) != qint64(chainId))
        return fail(ErrorKind::Invalid, u"the agreement is for another chain"_s);
    return SignedAgreement{{static_cast<std::uint64_t>(datanet), *record, *replacement, *corrector}, *signature};
}

Status attachAgreements(Removals &removals, const std::vector<SignedAgreement> &agreements, std::uint64_t datanet,
                        const base::Address &corrector)
{
    for (const SignedAgreement &each : agreements) {
        const auto &about = each.agreement;
        const auto removal = std::ranges::find_if(removals, [&](const Removal &one) {
            return one.record == about.record && one.replacement == about.replacement;
        });
        if (about.datanet != datanet || about.corrector != corrector || removal == removals.end())
            return fail(ErrorKind::Invalid,
                        u"the agreement about record %1 is not about this correction"_s.arg(about.record.hex()),
                        u"an agreement names one datanet, one corrector, the record and the one in its place"_s);
        if (removal->agreements.size() >= kMostAgreements)
            return fail(ErrorKind::Invalid, u"there are more than %1 agreements to one record"_s.arg(kMostAgreements));
        removal->agreements.push_back(each.signature);
    }
    return {};
}

} // namespace datanet::sync
