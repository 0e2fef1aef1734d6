#pragma once

#include "models/context_walk.h"
#include "models/ngram_score.h"

#include "core/attribution/corpus.h"

#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <vector>

// The language model by its definition: every context is looked up by reading all records.
namespace datanet::test {

// A record with its beginning; the end is nothing.
using NaiveRecord = std::vector<std::optional<std::string>>;

struct NaiveModel
{
    std::vector<Tokens> records; // those that have tokens
    std::map<std::string, int> vocabulary;

    explicit NaiveModel(const Corpus &corpus)
    {
        for (const Tokens &record : tokensOf(corpus)) {
            if (!record.empty())
                records.push_back(record);
            for (const std::string &token : record)
                ++vocabulary[token];
        }
    }

    // How often each token (or nothing: the end) follows the context; fromStart: at the beginning of a record only.
    using Following = std::map<std::optional<std::string>, std::uint64_t>;
    [[nodiscard]] Following following(const Tokens &context, bool fromStart) const
    {
        Following result;
        for (const Tokens &record : records) {
            for (std::size_t at = 0; at + context.size() <= record.size(); ++at) {
                if (fromStart && at > 0)
                    break;
                if (!std::equal(context.begin(), context.end(), record.begin() + static_cast<std::ptrdiff_t>(at)))
                    continue;
                const std::size_t behind = at + context.size();
                ++result[behind < record.size() ? std::optional(record[behind]) : std::nullopt];
            }
        }
        return result;
    }

    // Of all endings of `before` (a text from its beginning on) with at most `longest` tokens, those that occur.
    [[nodiscard]] std::vector<Following> orders(const Tokens &before, std::uint32_t longest) const
    {
        std::vector<Following> result;
        for (std::size_t length = 0; length <= longest && length <= before.size() + 1; ++length) {
            const bool fromStart = length > before.size();
            const std::size_t size = fromStart ? before.size() : length;
            auto next = following(Tokens(before.end() - static_cast<std::ptrdiff_t>(size), before.end()), fromStart);
            if (next.empty() && length > 0)
                break;
            result.push_back(std::move(next));
        }
        return result;
    }

    [[nodiscard]] static std::uint64_t total(const Following &next)
    {
        std::uint64_t sum = 0;
        for (const auto &[token, count] : next)
            sum += count;
        return sum;
    }

    // In floating point, by the formula.
    [[nodiscard]] double probability(const Tokens &before, const std::optional<std::string> &next,
                                     const models::NgramParameters &parameters) const
    {
        double p = 1.0 / (double(vocabulary.size()) + 2);
        double strength = parameters.strength;
        for (const Following &order : orders(before, parameters.longestContext)) {
            const auto found = order.find(next);
            const double count = found == order.end() ? 0 : double(found->second);
            const double rounded = std::max(std::floor(strength), double(std::min(parameters.strength, 8u)));
            p = (count + rounded * p) / (double(total(order)) + rounded);
            strength /= 2;
        }
        return p;
    }
};

} // namespace datanet::test
