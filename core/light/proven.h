#pragma once

#include "base/bytes.h"
#include "chain/trust_level.h"

#include <QString>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace datanet::light {

using Level = chain::TrustLevel;

// One line of "How do we know?": what was done, and the digest that ties it to the next line.
struct Step
{
    QString words; // English, exact: servers, contracts, slots and bytes by their names
    std::optional<base::Digest> hash;
    // What was done, for those who say it in plainer words.
    enum class Kind : std::uint8_t { Other, Asked, HashedHeader, WalkedToAccount, WalkedToSlot, ReadBytes };
    Kind kind = Kind::Other;
    bool operator==(const Step &) const = default;
};

// The block a value was read at.
struct BlockMark
{
    std::uint64_t number = 0;
    base::Digest hash;
    std::uint64_t time = 0; // seconds since 1970, as the block says
    bool operator==(const BlockMark &) const = default;
};

// A value from a chain together with how it is known. The only way from a chain to the screen.
//
// There is a value at the levels 0 to 4 and N. At X there is none, as it is not to be used. At ? there is one only when
// a server reported something that cannot be proven; it must be drawn as unproven. A level is set where a check
// was made and is never raised or lowered afterwards, except to the weakest of what a value is computed from.
template <class T>
class Proven
{
public:
    Proven(T value, Level level, BlockMark block, std::vector<Step> steps)
        : m_value(std::move(value)), m_level(level), m_block(block), m_steps(std::move(steps))
    {
        if (m_level == Level::Mismatch)
            m_value.reset();
    }

    // A check failed: no value.
    [[nodiscard]] static Proven mismatch(BlockMark block, std::vector<Step> steps)
    {
        return Proven(Level::Mismatch, block, std::move(steps));
    }
    // Cannot be proven now, and nobody even reports it.
    [[nodiscard]] static Proven unknown(BlockMark block, std::vector<Step> steps)
    {
        return Proven(Level::Unknown, block, std::move(steps));
    }

    [[nodiscard]] bool hasValue() const { return m_value.has_value(); }
    // Only where hasValue().
    [[nodiscard]] const T &value() const { return *m_value; }
    [[nodiscard]] const std::optional<T> &optional() const { return m_value; }
    [[nodiscard]] Level level() const { return m_level; }
    [[nodiscard]] bool reaches(Level asked) const { return m_value && chain::reaches(m_level, asked); }
    [[nodiscard]] const BlockMark &block() const { return m_block; }
    [[nodiscard]] const std::vector<Step> &steps() const { return m_steps; }

    // The same knowledge about something computed from the value.
    template <class Function>
    [[nodiscard]] auto map(Function function) const -> Proven<decltype(function(std::declval<const T &>()))>
    {
        using Other = decltype(function(std::declval<const T &>()));
        if (!m_value)
            return Proven<Other>(m_level, m_block, m_steps);
        return Proven<Other>(function(*m_value), m_level, m_block, m_steps);
    }

    // The same value with one more line of explanation.
    [[nodiscard]] Proven explained(Step step) const
    {
        Proven copy = *this;
        copy.m_steps.push_back(std::move(step));
        return copy;
    }

private:
    template <class>
    friend class Proven;

    Proven(Level level, BlockMark block, std::vector<Step> steps)
        : m_level(level), m_block(block), m_steps(std::move(steps))
    {
    }

    std::optional<T> m_value;
    Level m_level;
    BlockMark m_block;
    std::vector<Step> m_steps;
};

// Something computed from two values: the weaker level, the older block, the steps of both (shared ones once). Without
// both values there is none.
template <class Left, class Right, class Function>
[[nodiscard]] auto combine(const Proven<Left> &left, const Proven<Right> &right, Function function)
    -> Proven<decltype(function(left.value(), right.value()))>
{
    using Other = decltype(function(left.value(), right.value()));
    const auto level = chain::weaker(left.level(), right.level());
    const auto &block = right.block().number < left.block().number ? right.block() : left.block();
    auto steps = left.steps();
    for (const auto &step : right.steps()) {
        if (std::find(steps.begin(), steps.end(), step) == steps.end())
            steps.push_back(step);
    }
    if (level == Level::Mismatch)
        return Proven<Other>::mismatch(block, std::move(steps));
    if (!left.hasValue() || !right.hasValue())
        return Proven<Other>::unknown(block, std::move(steps));
    return Proven<Other>(function(left.value(), right.value()), level, block, std::move(steps));
}

// Several values as one: the same rules. At least one.
template <class T>
[[nodiscard]] Proven<std::vector<T>> joined(const std::vector<Proven<T>> &parts)
{
    auto result = parts.front().map([](const T &value) { return std::vector<T>{value}; });
    for (std::size_t i = 1; i < parts.size(); ++i) {
        result = combine(result, parts[i], [](std::vector<T> all, const T &value) {
            all.push_back(value);
            return all;
        });
    }
    return result;
}

} // namespace datanet::light
