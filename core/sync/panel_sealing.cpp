#include "sync/panel_sealing.h"

#include "crypto/age.h"
#include "crypto/file_digest.h"
#include "sync/transactor.h"

#include <algorithm>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;

namespace {

template <class T>
Result<T> readAt(light::Snapshot &snapshot, const chain::StorageFact<T> &fact, light::Level level, const QString &what,
                 base::TaskContext &context)
{
    const auto proven = snapshot.read(fact, context);
    if (!proven)
        return fail(proven.error());
    if (const auto enough = requireLevel(*proven, level, what); !enough)
        return fail(enough.error());
    return proven->value();
}

} // namespace

Result<base::Digest> sealToPanel(const chain::ProjectContracts &contracts, light::Snapshot &snapshot,
                                 const PanelSealing &sealing, base::TaskContext &context)
{
    const auto round = readAt(snapshot, contracts.reviews.round(sealing.contribution, sealing.round), sealing.level,
                              u"the panel"_s, context);
    if (!round)
        return fail(round.error());
    std::vector<crypto::AgeRecipient> panel;
    for (std::uint8_t seat = 0; seat < round->size; ++seat) {
        const auto member = readAt(snapshot, contracts.reviews.seat(sealing.contribution, sealing.round, seat),
                                   sealing.level, u"the panel"_s, context);
        if (!member)
            return fail(member.error());
        const auto key = readAt(snapshot, contracts.stakes.encryptionKey(member->reviewer), sealing.level,
                                u"a reviewer's encryption key"_s, context);
        if (!key)
            return fail(key.error());
        if (const crypto::AgeRecipient recipient{*key};
            !key->isZero() && std::find(panel.begin(), panel.end(), recipient) == panel.end())
            panel.push_back(recipient);
    }
    const auto hash = crypto::sha256OfFile(sealing.bundle, context);
    if (!hash)
        return fail(hash.error());
    if (*hash != sealing.bundleHash)
        return fail(base::ErrorKind::Corrupt, u"%1 is not the bundle that was declared"_s.arg(sealing.bundle));
    if (const auto done = crypto::ageEncryptFile(sealing.bundle, sealing.sealedTo, panel, context); !done)
        return fail(done.error());
    return crypto::sha256OfFile(sealing.sealedTo, context);
}

} // namespace datanet::sync
