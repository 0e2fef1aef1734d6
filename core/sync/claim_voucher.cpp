#include "sync/claim_voucher.h"

#include "base/canonical_json.h"
#include "crypto/address.h"

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::Address;
using base::Bytes;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Uint256;

namespace {

constexpr std::int64_t kMaxVoucher = 64 << 10;

auto malformed(const QString &member)
{
    return fail(ErrorKind::Invalid, u"the voucher's \"%1\" is missing or malformed"_s.arg(member),
                u"a voucher has account, amount, batch and signature"_s);
}

std::optional<Address> addressIn(const QJsonValue &text)
{
    const auto address = crypto::parseAddress(text.toString(), crypto::AddressChecksum::IfPresent);
    return address ? std::optional(*address) : std::nullopt;
}

// 64 bytes keep the parity in the highest bit of s.
std::optional<crypto::Signature> signatureIn(const QJsonValue &text)
{
    auto bytes = base::fromHex(text.toString());
    if (!bytes)
        return std::nullopt;
    if (bytes->size() == 64) {
        const bool odd = (bytes->at(32) & 0x80) != 0;
        (*bytes)[32] = static_cast<char>(bytes->at(32) & 0x7f);
        bytes->append(odd ? '\x1c' : '\x1b');
    }
    const auto signature = crypto::Signature::from(*bytes);
    return signature ? std::optional(*signature) : std::nullopt;
}

} // namespace

Result<ClaimVoucher> ClaimVoucher::fromJson(base::ByteView json)
{
    const auto object = base::parseObject(json, kMaxVoucher);
    if (!object)
        return fail(object.error().within(u"voucher"_s));
    ClaimVoucher voucher;
    const auto account = addressIn(object->value("account"_L1));
    if (!account)
        return malformed(u"account"_s);
    voucher.account = *account;
    const auto amount = Uint256::fromDecimal(object->value("amount"_L1).toString());
    if (!amount || amount->isZero())
        return malformed(u"amount"_s);
    voucher.amount = *amount;
    const auto batch = base::Bytes32::fromHexText(object->value("batch"_L1).toString());
    if (!batch)
        return malformed(u"batch"_s);
    voucher.batch = *batch;
    const auto signature = signatureIn(object->value("signature"_L1));
    if (!signature)
        return malformed(u"signature"_s);
    voucher.signature = *signature;
    if (const auto chain = object->value("chainId"_L1); !chain.isUndefined()) {
        const auto number = chain.toInteger(-1);
        if (number <= 0)
            return malformed(u"chainId"_s);
        voucher.chainId = static_cast<std::uint64_t>(number);
    }
    if (const auto contract = object->value("contract"_L1); !contract.isUndefined()) {
        voucher.contract = addressIn(contract);
        if (!voucher.contract)
            return malformed(u"contract"_s);
    }
    if (const auto fee = object->value("fee"_L1); !fee.isUndefined()) {
        voucher.fee = Uint256::fromDecimal(fee.toString());
        if (!voucher.fee)
            return malformed(u"fee"_s);
    }
    return voucher;
}

QString claimPointName(ClaimPoint point)
{
    static const QStringList names{u"layout"_s, u"active"_s, u"batch-enabled"_s, u"unclaimed"_s,
                                   u"signer"_s, u"fee"_s,    u"vault-balance"_s, u"vault-allowance"_s};
    return names.at(static_cast<int>(point));
}

} // namespace datanet::sync
