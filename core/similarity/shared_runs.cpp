#include "similarity/shared_runs.h"

#include "similarity/mixing.h"

#include <algorithm>
#include <queue>
#include <unordered_map>
#include <utility>

namespace datanet::similarity {

namespace {

constexpr std::size_t kMaximumWords = 4096;
constexpr std::size_t kMaximumPlaces = 32;
constexpr std::uint32_t kShortestRun = 2;

// A common run in words: where it starts on either side and how long it is.
struct Tile
{
    std::uint32_t left = 0;
    std::uint32_t right = 0;
    std::uint32_t words = 0;
};

struct LaterTile
{
    bool operator()(const Tile &a, const Tile &b) const
    {
        if (a.words != b.words)
            return a.words < b.words;
        return a.left != b.left ? a.left > b.left : a.right > b.right;
    }
};

using Queue = std::priority_queue<Tile, std::vector<Tile>, LaterTile>;

std::uint64_t pairHash(const std::vector<Token> &words, std::size_t at)
{
    return mixed(words[at].hash) + words[at + 1].hash;
}

Queue commonRuns(const std::vector<Token> &left, const std::vector<Token> &right)
{
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> places;
    for (std::size_t k = 0; k + 1 < right.size(); ++k) {
        auto &at = places[pairHash(right, k)];
        if (at.size() < kMaximumPlaces)
            at.push_back(static_cast<std::uint32_t>(k));
    }
    Queue runs;
    for (std::size_t i = 0; i + 1 < left.size(); ++i) {
        const auto found = places.find(pairHash(left, i));
        if (found == places.end())
            continue;
        for (const std::uint32_t k : found->second) {
            if (i > 0 && k > 0 && left[i - 1].hash == right[k - 1].hash)
                continue; // inside a run that started earlier
            std::uint32_t length = 0;
            while (i + length < left.size() && k + length < right.size()
                   && left[i + length].hash == right[k + length].hash)
                ++length;
            if (length >= kShortestRun)
                runs.push({static_cast<std::uint32_t>(i), k, length});
        }
    }
    return runs;
}

// The longest part of a tile whose words are free on both sides, the earliest among equals.
Tile freePart(const Tile &tile, const std::vector<bool> &leftUsed, const std::vector<bool> &rightUsed)
{
    Tile best;
    std::uint32_t length = 0;
    for (std::uint32_t i = 0; i < tile.words; ++i) {
        length = leftUsed[tile.left + i] || rightUsed[tile.right + i] ? 0 : length + 1;
        if (length > best.words)
            best = {tile.left + i + 1 - length, tile.right + i + 1 - length, length};
    }
    return best;
}

} // namespace

SharedWords sharedWords(std::string_view left, std::string_view right)
{
    std::vector<Token> leftWords;
    std::vector<Token> rightWords;
    splitWords(left, leftWords);
    splitWords(right, rightWords);
    return sharedWords(std::move(leftWords), std::move(rightWords));
}

SharedWords sharedWords(std::vector<Token> leftWords, std::vector<Token> rightWords)
{
    SharedWords result;
    result.leftWords = static_cast<std::uint32_t>(leftWords.size());
    result.rightWords = static_cast<std::uint32_t>(rightWords.size());
    leftWords.resize(std::min(leftWords.size(), kMaximumWords));
    rightWords.resize(std::min(rightWords.size(), kMaximumWords));

    Queue queue = commonRuns(leftWords, rightWords);
    std::vector<bool> leftUsed(leftWords.size());
    std::vector<bool> rightUsed(rightWords.size());
    while (!queue.empty()) {
        const Tile tile = queue.top();
        queue.pop();
        const Tile rest = freePart(tile, leftUsed, rightUsed);
        if (rest.words < kShortestRun)
            continue;
        if (rest.words < tile.words) {
            // Both sides of the part that was taken may still hold runs; each comes back in its turn.
            queue.push(rest);
            const std::uint32_t restEnd = rest.left + rest.words - tile.left;
            const Tile before{tile.left, tile.right, rest.left - tile.left};
            const Tile behind{tile.left + restEnd, tile.right + restEnd, tile.words - restEnd};
            for (const Tile &side : {before, behind}) {
                if (side.words >= kShortestRun)
                    queue.push(side);
            }
            continue;
        }
        for (std::uint32_t i = 0; i < tile.words; ++i) {
            leftUsed[tile.left + i] = true;
            rightUsed[tile.right + i] = true;
        }
        const Token &leftLast = leftWords[tile.left + tile.words - 1];
        const Token &rightLast = rightWords[tile.right + tile.words - 1];
        result.runs.push_back(
            {leftWords[tile.left].begin, leftLast.end, rightWords[tile.right].begin, rightLast.end, tile.words});
        result.sharedWords += tile.words;
    }
    std::sort(result.runs.begin(), result.runs.end(),
              [](const SharedRun &a, const SharedRun &b) { return a.leftBegin < b.leftBegin; });
    return result;
}

} // namespace datanet::similarity
