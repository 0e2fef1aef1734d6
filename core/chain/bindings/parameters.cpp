#include "chain/bindings/parameters.h"

namespace datanet::chain {

using base::Result;
using base::Uint256;
using namespace Qt::StringLiterals;

namespace {

constexpr std::uint64_t kGwei = 1'000'000'000;

Uint256 inWei(std::uint64_t gwei)
{
    return *Uint256(gwei).times(kGwei);
}

} // namespace

Uint256 ParameterValues::bondWei(std::uint32_t count) const
{
    return *wei(ParameterKey::BondPerRecord).times(std::max<std::uint32_t>(count, 1));
}

Uint256 ParameterValues::wei(ParameterKey gweiKey) const
{
    return inWei((*this)[gweiKey]);
}

InformednessRule ParameterValues::informednessRule() const
{
    return {(*this)[ParameterKey::LeastInformedness], (*this)[ParameterKey::LeastEvidence],
            (*this)[ParameterKey::EvidenceMemory]};
}

const ParameterValues &practiceParameters()
{
    static const ParameterValues values{
        {1000,       262144, 10000000000, 10000000000, 0,        604800,     3600, 1,    3600, 3600,
         1800,       15,     120,         15552000,    60,       1000000000, 3,    2,    3,    2,
         1000000000, 3000,   5000,        1000,        500,      500,        1000, 3600, 10,   600,
         15,         10,     1000000000,  1000,        10000000, 1000000000, 120,  1000, 128,  4096}};
    return values;
}

const ParameterValues &realParameters()
{
    static const ParameterValues values{
        {10000,       100000, 100000000000, 500000000000, 0,          604800,      86400,   2,      172800, 259200,
         86400,       259200, 604800,       15552000,     1209600,    10000000000, 5,       3,      7,      4,
         20000000000, 3000,   5000,         1000,         500,        500,         10000,   604800, 86400,  604800,
         259200,      86400,  20000000000,  1000,         1000000000, 20000000000, 2592000, 1000,   128,    4096}};
    return values;
}

Result<Call> ParametersContract::set(const std::vector<std::pair<ParameterKey, std::uint64_t>> &changes) const
{
    abi::Value::List keys;
    abi::Value::List values;
    for (const auto &[key, value] : changes) {
        keys.emplace_back(static_cast<std::uint8_t>(key));
        values.emplace_back(value);
    }
    return call(u"set"_s, {std::move(keys), std::move(values)});
}

StorageFact<base::Address> ParametersContract::owner() const
{
    return addressFact(variable(u"owner"_s));
}

StorageFact<base::Address> ParametersContract::treasury() const
{
    return addressFact(variable(u"treasury"_s));
}

StorageFact<std::uint64_t> ParametersContract::currentId() const
{
    return number64Fact(variable(u"current"_s));
}

StorageFact<bool> ParametersContract::isPractice() const
{
    return {number64Fact(variable(u"practice"_s)).fields,
            [](std::span<const Uint256> parts) { return !parts[0].isZero(); }};
}

// Four keys of eight bytes to a word, the first in the lowest bytes: finer than the layout tells.
StorageFact<ParameterValues> ParametersContract::values(std::uint32_t id) const
{
    std::vector<StorageField> fields;
    const auto words = variable(u"_words"_s).at(Uint256(id));
    for (std::uint64_t key = 0; key < kParameterCount; ++key) {
        auto field = words.at(Uint256(key / 4)).field();
        if (!field)
            return {base::fail(field.error()), {}};
        field->offset = static_cast<int>(8 * (key % 4));
        field->size = 8;
        fields.push_back(std::move(*field));
    }
    return {std::move(fields), [](std::span<const Uint256> parts) {
                ParameterValues result;
                for (std::size_t key = 0; key < kParameterCount; ++key)
                    result.values[key] = asNumber(parts[key]);
                return result;
            }};
}

StorageFact<std::uint64_t> ParametersContract::since(std::uint32_t id) const
{
    return number64Fact(variable(u"since"_s).at(Uint256(id)));
}

} // namespace datanet::chain
