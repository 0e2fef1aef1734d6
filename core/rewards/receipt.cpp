#include "rewards/receipt.h"

#include "crypto/digest.h"
#include "rewards/words.h"

namespace datanet::rewards {

using namespace Qt::StringLiterals;

bool fitsReceipt(const base::Uint256 &amount)
{
    return amount.toMinimalBytes().size() <= 16;
}

base::Digest outputCommitment(const base::Bytes32 &salt, base::ByteView output)
{
    return detail::Words().add(salt).add(crypto::keccak256(output)).keccak();
}

base::Digest receiptDigest(const crypto::TypedDomain &domain, const Receipt &receipt)
{
    return crypto::typedDataDigest(domain, receipt.hash());
}

crypto::Signature signReceipt(const crypto::TypedDomain &domain, const Receipt &receipt, const crypto::SecretKey &payer)
{
    return payer.sign(receiptDigest(domain, receipt));
}

base::Status verifyReceipt(const crypto::TypedDomain &domain, const Receipt &receipt, base::ByteView signature)
{
    const auto parsed = crypto::Signature::from(signature);
    if (!parsed)
        return base::fail(parsed.error().within(u"the receipt's signature"_s));
    const auto signer = crypto::recoverAddress(receiptDigest(domain, receipt), *parsed);
    if (!signer)
        return base::fail(signer.error().within(u"the receipt's signature"_s));
    if (*signer != receipt.payer) {
        return base::fail(base::ErrorKind::Invalid,
                          u"the receipt names the payer "_s + receipt.payer.hex() + u" but was signed by "_s
                              + signer->hex());
    }
    return {};
}

base::Result<Receipt> nextReceipt(Receipt fresh, const Receipt *last)
{
    const base::Uint256 before = last == nullptr ? base::Uint256() : last->cumulativeFee;
    const auto sum = before.plus(fresh.fee);
    if (!sum || !fitsReceipt(*sum))
        return base::fail(base::ErrorKind::Invalid, u"the payer's fees in this epoch are above 2^128 - 1 wei"_s);
    fresh.nonce = last == nullptr ? 1 : last->nonce + 1;
    fresh.cumulativeFee = *sum;
    fresh.previous = last == nullptr ? base::Bytes32() : last->hash();
    return fresh;
}

base::Status followsReceipt(const Receipt &receipt, const Receipt *last)
{
    if (last != nullptr
        && (last->payer != receipt.payer || last->model != receipt.model || last->epoch != receipt.epoch))
        return base::fail(base::ErrorKind::Invalid, u"the receipt before is of another payer, model or epoch"_s);
    const auto expected = nextReceipt(receipt, last);
    if (!expected)
        return base::fail(expected.error());
    if (expected->nonce != receipt.nonce) {
        return base::fail(base::ErrorKind::Invalid,
                          u"the payer's receipt "_s + QString::number(expected->nonce)
                              + u" is missing or there twice"_s);
    }
    if (expected->cumulativeFee != receipt.cumulativeFee) {
        return base::fail(base::ErrorKind::Invalid,
                          u"the receipt's sum is "_s + receipt.cumulativeFee.toDecimal() + u" wei, not "_s
                              + expected->cumulativeFee.toDecimal());
    }
    if (expected->previous != receipt.previous)
        return base::fail(base::ErrorKind::Invalid, u"the receipt does not name the one before it"_s);
    return {};
}

} // namespace datanet::rewards
