#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

// Published records and who is paid for them: of equal records the one with the earliest priority, in whatever order
// they were published.
namespace datanet::simulation {

enum class Flaw : std::uint8_t { None, Careless, Worthless, Copy, Paraphrase };

struct Record
{
    std::uint32_t content = 0; // equal records have the same
    Flaw flaw = Flaw::None;
};

struct Place
{
    std::uint64_t contribution = 0; // its priority; 0 for none
    std::uint32_t position = 0;
};

class Corpus
{
public:
    explicit Corpus(std::size_t datanets) : m_datanets(datanets) { }

    [[nodiscard]] std::uint32_t newContent()
    {
        m_leaders.emplace_back();
        return static_cast<std::uint32_t>(m_leaders.size() - 1);
    }

    void publish(std::size_t datanet, std::uint32_t content, Place place, std::uint32_t use)
    {
        Place &leader = m_leaders[content];
        const bool isNew = leader.contribution == 0;
        if (isNew || place.contribution < leader.contribution)
            leader = place;
        if (!isNew)
            return;
        auto &list = m_datanets[datanet];
        list.push_back({content, useOf(datanet, list.size()) + use});
    }

    [[nodiscard]] const Place &leader(std::uint32_t content) const { return m_leaders[content]; }
    [[nodiscard]] std::size_t size(std::size_t datanet) const { return m_datanets[datanet].size(); }
    [[nodiscard]] std::uint32_t contentAt(std::size_t datanet, std::size_t index) const
    {
        return m_datanets[datanet][index].content;
    }
    // How much the first `count` records of a datanet are used together.
    [[nodiscard]] std::uint64_t useOf(std::size_t datanet, std::size_t count) const
    {
        return count == 0 ? 0 : m_datanets[datanet][count - 1].useSoFar;
    }
    // The record on which the unit of use with this number falls.
    [[nodiscard]] std::uint32_t contentUsed(std::size_t datanet, std::uint64_t unit) const
    {
        const auto &list = m_datanets[datanet];
        const auto found = std::upper_bound(list.begin(), list.end(), unit,
                                            [](std::uint64_t u, const Entry &entry) { return u < entry.useSoFar; });
        return found->content;
    }

private:
    struct Entry
    {
        std::uint32_t content = 0;
        std::uint64_t useSoFar = 0;
    };

    std::vector<std::vector<Entry>> m_datanets;
    std::vector<Place> m_leaders; // by content
};

} // namespace datanet::simulation
