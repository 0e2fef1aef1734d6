#pragma once

#include "base/task.h"
#include "sync/practice_command.h"

#include <QDateTime>
#include <QMap>

namespace datanet::sync {

// Does what waits in a review queue, through the command line alone. It votes what `review decide --from-check`
// suggests. What it does and what went wrong is written to stdout, one line each.
class ReviewingProgram
{
public:
    // queue: the words that ask for it.
    ReviewingProgram(PracticeCommand command, QStringList queue);

    // One look at the queue. Whether something in it is not done.
    bool takeTurn(base::TaskContext &context);

private:
    PracticeCommand m_command;
    QStringList m_queue;
    QMap<qint64, int> m_failures; // of one contribution in a row: the next attempt waits longer
    QMap<qint64, QDateTime> m_notBefore;
};

// A reviewer who is a program: takes turns at the queue of one datanet. What anybody's own check says is what it votes.
// Run with the account of the datanet's owner it registers the accepted versions. Ends only when cancelled.
base::Status runReviewerProgram(const PracticeCommand &command, std::uint64_t datanet, base::TaskContext &context);

} // namespace datanet::sync
