#include "rewards/reward_book.h"

#include "rewards/line_cursor.h"
#include "rewards/line_reader.h"
#include "rewards/receipt.h"

#include <algorithm>
#include <unordered_set>

namespace datanet::rewards {

using base::Uint256;
using namespace Qt::StringLiterals;

namespace {

QString leafName(std::uint64_t index)
{
    return u"the account at index "_s + QString::number(index);
}

} // namespace

void RewardLine::appendLine(base::Bytes &out) const
{
    out += "{\"account\":\"0x";
    out += base::toPlainHex(leaf.account.view());
    out += "\",\"cumulative\":\"";
    out += leaf.cumulative.toDecimal().toLatin1();
    out += "\",\"epoch\":\"";
    out += thisEpoch.toDecimal().toLatin1();
    out += "\",\"index\":";
    out += QByteArray::number(qulonglong(leaf.index));
    out += "}\n";
}

base::Result<RewardLine> RewardLine::fromLine(base::ByteView line)
{
    detail::LineCursor cursor(line);
    RewardLine result;
    cursor.expect("{\"account\":\"");
    result.leaf.account = cursor.address();
    cursor.expect("\",\"cumulative\":\"");
    result.leaf.cumulative = cursor.amount();
    cursor.expect("\",\"epoch\":\"");
    result.thisEpoch = cursor.amount();
    cursor.expect("\",\"index\":");
    result.leaf.index = cursor.number();
    cursor.expect("}");
    if (!cursor.isDone() || result.leaf.account.isZero() || result.thisEpoch > result.leaf.cumulative
        || result.leaf.cumulative.isZero() || !fitsReceipt(result.leaf.cumulative)
        || result.leaf.index >= kMaximumAccounts)
        return base::fail(base::ErrorKind::Invalid, u"this is no reward leaf"_s);
    return result;
}

base::Status readRewards(const QString &path, const std::function<base::Status(const RewardLine &)> &sink)
{
    return detail::readLines(path, [&](base::ByteView text, std::uint64_t number) -> base::Status {
        const auto line = RewardLine::fromLine(text);
        if (!line || line->leaf.index != number - 1) {
            return base::fail(base::ErrorKind::Corrupt,
                              path + u" line "_s + QString::number(number)
                                  + (line ? u": out of order"_s : u": "_s + line.error().what));
        }
        return sink(*line);
    });
}

base::Result<RewardBook> RewardBook::load(const QString &path)
{
    RewardBook book;
    const auto good = readRewards(path, [&](RewardLine line) -> base::Status {
        if (book.m_lines.size() >= kMaximumLoaded)
            return base::fail(base::ErrorKind::Invalid,
                              path + u": more than "_s + QString::number(kMaximumLoaded) + u" accounts"_s);
        if (!book.m_places.emplace(line.leaf.account, line.leaf.index).second)
            return base::fail(base::ErrorKind::Corrupt,
                              path + u": the account "_s + line.leaf.account.hex() + u" is there twice"_s);
        line.thisEpoch = {};
        book.m_lines.push_back(line);
        return {};
    });
    if (!good)
        return base::fail(good.error());
    return book;
}

base::Status RewardBook::earn(const base::Address &account, const Uint256 &wei)
{
    if (wei.isZero())
        return {};
    if (account.isZero())
        return base::fail(base::ErrorKind::Invalid, u"a reward for no account"_s);
    const auto known = m_places.find(account);
    if (known == m_places.end()) {
        Uint256 &sum = m_newcomers[account];
        const auto added = sum.plus(wei);
        if (!added || !fitsReceipt(*added))
            return base::fail(base::ErrorKind::Invalid, u"an account's reward is above 2^128 - 1 wei"_s);
        sum = *added;
        return {};
    }
    RewardLine &line = m_lines[known->second];
    const auto cumulative = line.leaf.cumulative.plus(wei);
    if (!cumulative || !fitsReceipt(*cumulative))
        return base::fail(base::ErrorKind::Invalid, u"an account's reward is above 2^128 - 1 wei"_s);
    line.leaf.cumulative = *cumulative;
    line.thisEpoch = *line.thisEpoch.plus(wei);
    return {};
}

base::Status RewardBook::place()
{
    if (m_lines.size() + m_newcomers.size() > kMaximumLoaded)
        return base::fail(base::ErrorKind::Invalid, u"more than "_s + QString::number(kMaximumLoaded) + u" accounts"_s);
    std::vector<std::pair<base::Address, Uint256>> sorted(m_newcomers.begin(), m_newcomers.end());
    std::sort(sorted.begin(), sorted.end(),
              [](const auto &left, const auto &right) { return left.first < right.first; });
    for (const auto &[account, wei] : sorted) {
        m_places.emplace(account, m_lines.size());
        m_lines.push_back({{m_lines.size(), account, wei}, wei});
    }
    m_newcomers.clear();
    return {};
}

const RewardLine *RewardBook::find(const base::Address &account) const
{
    const auto place = m_places.find(account);
    return place == m_places.end() ? nullptr : &m_lines[place->second];
}

base::Result<SumRoot> RewardBook::root() const
{
    SumAccumulator tree;
    for (const RewardLine &line : m_lines) {
        if (const auto appended = tree.append(line.leaf); !appended)
            return base::fail(appended.error());
    }
    return tree.root();
}

base::Status checkContinuity(const QString &previous, const QString &next)
{
    const auto before = RewardBook::load(previous);
    if (!before)
        return base::fail(before.error());
    const auto &old = before->lines();
    std::unordered_set<base::Address> newcomers;
    std::uint64_t count = 0;
    const auto good = readRewards(next, [&](const RewardLine &line) -> base::Status {
        ++count;
        const RewardLeaf &leaf = line.leaf;
        const bool isOld = leaf.index < old.size();
        if (isOld ? old[leaf.index].leaf.account != leaf.account
                  : before->find(leaf.account) != nullptr || !newcomers.insert(leaf.account).second) {
            return base::fail(base::ErrorKind::Invalid,
                              leafName(leaf.index) + u" is not who has that place: "_s + leaf.account.hex());
        }
        const Uint256 cumulative = isOld ? old[leaf.index].leaf.cumulative : Uint256();
        if (leaf.cumulative < cumulative)
            return base::fail(base::ErrorKind::Invalid, leafName(leaf.index) + u" has less than before"_s);
        if (*leaf.cumulative.minus(cumulative) != line.thisEpoch)
            return base::fail(base::ErrorKind::Invalid, leafName(leaf.index) + u" does not add up"_s);
        return {};
    });
    if (!good)
        return good;
    if (count < old.size())
        return base::fail(base::ErrorKind::Invalid, leafName(count) + u" is gone"_s);
    return {};
}

} // namespace datanet::rewards
