#include "rewards/attribution_leaf.h"

#include "rewards/line_cursor.h"
#include "rewards/line_reader.h"
#include "rewards/words.h"

#include <limits>
#include <optional>

namespace datanet::rewards {

using namespace Qt::StringLiterals;

base::Bytes32 AttributionLeaf::id() const
{
    using base::Uint256;
    return detail::Words()
        .add(Uint256(inference))
        .add(Uint256(contribution))
        .add(Uint256(position))
        .add(account)
        .add(Uint256(credit))
        .keccak();
}

void AttributionLeaf::appendLine(base::Bytes &out) const
{
    out += "{\"account\":\"0x";
    out += base::toPlainHex(account.view());
    out += "\",\"contribution\":";
    out += QByteArray::number(qulonglong(contribution));
    out += ",\"credit\":\"";
    out += QByteArray::number(qulonglong(credit));
    out += "\",\"inference\":";
    out += QByteArray::number(qulonglong(inference));
    out += ",\"position\":";
    out += QByteArray::number(position);
    out += "}\n";
}

base::Result<AttributionLeaf> AttributionLeaf::fromLine(base::ByteView line)
{
    detail::LineCursor cursor(line);
    AttributionLeaf leaf;
    cursor.expect("{\"account\":\"");
    leaf.account = cursor.address();
    cursor.expect("\",\"contribution\":");
    leaf.contribution = cursor.number();
    cursor.expect(",\"credit\":\"");
    leaf.credit = cursor.number();
    cursor.expect("\",\"inference\":");
    leaf.inference = cursor.number();
    cursor.expect(",\"position\":");
    const std::uint64_t position = cursor.number();
    cursor.expect("}");
    const bool named = leaf.isUnattributed() ? leaf.account.isZero() && position == 0 : !leaf.account.isZero();
    if (!cursor.isDone() || leaf.credit == 0 || position > std::numeric_limits<std::uint32_t>::max() || !named)
        return base::fail(base::ErrorKind::Invalid, u"this is no attribution leaf"_s);
    leaf.position = static_cast<std::uint32_t>(position);
    return leaf;
}

base::Status readAttributions(const QString &path, const std::function<base::Status(const AttributionLeaf &)> &sink)
{
    std::optional<AttributionLeaf> last;
    return detail::readLines(path, [&](base::ByteView line, std::uint64_t number) -> base::Status {
        const auto leaf = AttributionLeaf::fromLine(line);
        const bool inOrder = leaf && (!last || last->place() < leaf->place());
        if (!inOrder) {
            return base::fail(base::ErrorKind::Corrupt,
                              path + u" line "_s + QString::number(number)
                                  + (leaf ? u": out of order"_s : u": "_s + leaf.error().what));
        }
        last = *leaf;
        return sink(*leaf);
    });
}

} // namespace datanet::rewards
