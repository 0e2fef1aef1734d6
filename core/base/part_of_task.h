#pragma once

#include "base/task.h"

namespace datanet::base {

// One of `count` equal parts of work that somebody watches as a whole.
class PartOfTask final : public TaskContext
{
public:
    PartOfTask(TaskContext &whole, std::int64_t before, std::int64_t count)
        : m_whole(whole), m_before(before), m_count(count)
    {
    }
    [[nodiscard]] bool cancelled() const override { return m_whole.cancelled(); }
    void progress(std::int64_t done, std::int64_t total) override
    {
        if (total > 0)
            m_whole.progress(m_before * total + done, m_count * total);
    }

private:
    TaskContext &m_whole;
    const std::int64_t m_before;
    const std::int64_t m_count;
};

} // namespace datanet::base
