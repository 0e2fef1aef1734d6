#pragma once

#include "sync/review.h"
#include "viewmodels/operation.h"

#include <QObject>

#include <set>
#include <vector>

namespace datanet::app {

class Studio;

// Fetches, verifies and checks the submissions that wait for this account's reading, one after the other, so that the
// queue knows how risky they are and each opens at once. Each is tried once; what goes wrong is said when a person
// opens it. GUI thread.
class ReviewPreparation : public QObject
{
    Q_OBJECT

public:
    ReviewPreparation(Studio &studio, QObject *parent);

    // Begins with the first of the queue that is not on this machine yet; does nothing while one is under way.
    void prepare(const std::vector<sync::ReviewEntry> &queue);
    // Makes room for the one that a person opens.
    void yieldTo(qulonglong contribution);

Q_SIGNALS:
    void prepared();

private:
    Studio &m_studio;
    Operation *m_running;
    qulonglong m_at = 0;
    std::set<qulonglong> m_tried;
};

} // namespace datanet::app
