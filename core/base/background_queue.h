#pragma once

#include "base/result.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace datanet::base {

// Hands items, in order, to work on a thread of its own. At most kLength wait at a time, so that a slow worker holds
// the hander back instead of filling memory. One thread puts and finishes. Declare it after everything the work uses:
// it ends the thread when it is destroyed.
template <class Item>
class BackgroundQueue
{
public:
    static constexpr std::size_t kLength = 64;

    BackgroundQueue() = default;
    ~BackgroundQueue() { (void)finish(); }
    BackgroundQueue(const BackgroundQueue &) = delete;
    BackgroundQueue &operator=(const BackgroundQueue &) = delete;

    // The work calls take() until there is nothing more, or returns what went wrong. Once only.
    void start(std::function<Status()> work)
    {
        m_thread = std::thread([this, work = std::move(work)] {
            const Status status = work();
            if (status)
                return;
            {
                const std::lock_guard lock(m_mutex);
                m_outcome = status;
                m_items.clear();
            }
            m_changed.notify_all();
        });
    }

    // Waits while the queue is full; fails with what stopped the work.
    Status put(Item item)
    {
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [this] { return m_items.size() < kLength || !m_outcome; });
            if (!m_outcome)
                return m_outcome;
            m_items.push_back(std::move(item));
        }
        m_changed.notify_all();
        return {};
    }

    // For the work: waits for the next item; nothing when finish() was called and all are taken.
    std::optional<Item> take()
    {
        std::optional<Item> item;
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [this] { return !m_items.empty() || m_closed; });
            if (m_items.empty())
                return std::nullopt;
            item = std::move(m_items.front());
            m_items.pop_front();
        }
        m_changed.notify_all();
        return item;
    }

    // Nothing more will be put: waits for the work to end and says how it ended.
    Status finish()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_closed = true;
        }
        m_changed.notify_all();
        if (m_thread.joinable())
            m_thread.join();
        return m_outcome;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Item> m_items;
    bool m_closed = false;
    Status m_outcome; // of the work
    std::thread m_thread;
};

} // namespace datanet::base
