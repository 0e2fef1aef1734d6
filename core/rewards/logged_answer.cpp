#include "base/canonical_json.h"
#include "rewards/inference_log.h"
#include "rewards/json_values.h"

#include <limits>

namespace datanet::rewards {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaximumSignature = 4096; // bytes; contract wallets take more than 65

QJsonObject receiptJson(const LoggedAnswer &answer)
{
    const Receipt &receipt = answer.receipt;
    return {{u"cumulativeFee"_s, receipt.cumulativeFee.toDecimal()},
            {u"epoch"_s, qint64(receipt.epoch)},
            {u"nonce"_s, qint64(receipt.nonce)},
            {u"output"_s, receipt.output.hex()},
            {u"payer"_s, receipt.payer.hex()},
            {u"previous"_s, receipt.previous.hex()},
            {u"signature"_s, base::toHex(answer.signature)}};
}

// All of a line but whether the output is the one committed to.
base::Result<LoggedAnswer> parsedLine(base::ByteView line)
{
    const auto parsed = base::parseObject(line, kMaximumLogLine);
    if (!parsed)
        return base::fail(parsed.error());
    detail::JsonReader reader(*parsed);
    constexpr auto kMaximumTokens = std::numeric_limits<std::uint32_t>::max();
    LoggedAnswer answer;
    Receipt &receipt = answer.receipt;
    receipt.model = reader.number("model"_L1);
    receipt.inference = reader.bytes32("id"_L1);
    receipt.fee = reader.amount("fee"_L1);
    receipt.tokensIn = static_cast<std::uint32_t>(reader.number("tokensIn"_L1, kMaximumTokens));
    receipt.tokensOut = static_cast<std::uint32_t>(reader.number("tokensOut"_L1, kMaximumTokens));
    answer.time = static_cast<std::int64_t>(reader.number("time"_L1));
    answer.salt = reader.bytes32("salt"_L1);
    if (reader.has("output"_L1))
        answer.output = reader.text("output"_L1, kMaximumOutput).toUtf8();

    detail::JsonReader signedPart(reader.object("receipt"_L1));
    receipt.epoch = signedPart.number("epoch"_L1);
    receipt.payer = signedPart.address("payer"_L1);
    receipt.nonce = signedPart.number("nonce"_L1);
    receipt.cumulativeFee = signedPart.amount("cumulativeFee"_L1);
    receipt.previous = signedPart.bytes32("previous"_L1);
    receipt.output = signedPart.bytes32("output"_L1);
    const QString signature = signedPart.text("signature"_L1, 2 + 2 * kMaximumSignature);
    const auto signatureBytes = base::fromHex(signature);
    if (!signatureBytes)
        signedPart.note("signature"_L1, u"is no text of hexadecimal digits"_s);
    if (const auto good = reader.status(); !good)
        return base::fail(good.error());
    if (const auto good = signedPart.status(); !good)
        return base::fail(good.error().within(u"receipt"_s));
    answer.signature = *signatureBytes;

    if (!fitsReceipt(receipt.fee) || !fitsReceipt(receipt.cumulativeFee))
        return base::fail(base::ErrorKind::Invalid, u"an amount is above 2^128 - 1 wei"_s);
    if (answer.output && answer.output->size() > kMaximumOutput)
        return base::fail(base::ErrorKind::Invalid,
                          u"the output has more than "_s + QString::number(kMaximumOutput) + u" bytes"_s);
    return answer;
}

} // namespace

base::Bytes LoggedAnswer::toLine() const
{
    QJsonObject line{{u"fee"_s, receipt.fee.toDecimal()},
                     {u"id"_s, receipt.inference.hex()},
                     {u"model"_s, qint64(receipt.model)},
                     {u"receipt"_s, receiptJson(*this)},
                     {u"salt"_s, salt.hex()},
                     {u"time"_s, qint64(time)},
                     {u"tokensIn"_s, qint64(receipt.tokensIn)},
                     {u"tokensOut"_s, qint64(receipt.tokensOut)}};
    if (output)
        line.insert(u"output"_s, QString::fromUtf8(*output));
    return base::canonicalJson(line);
}

base::Result<LoggedAnswer> LoggedAnswer::fromLine(base::ByteView line)
{
    auto answer = parsedLine(line);
    if (answer && answer->output && outputCommitment(answer->salt, *answer->output) != answer->receipt.output)
        return base::fail(base::ErrorKind::Invalid, u"the output is not the one that the payer signed for"_s);
    return answer;
}

base::Result<Receipt> LoggedAnswer::receiptOf(base::ByteView line)
{
    const auto answer = parsedLine(line);
    return answer ? base::Result<Receipt>(answer->receipt) : base::fail(answer.error());
}

} // namespace datanet::rewards
