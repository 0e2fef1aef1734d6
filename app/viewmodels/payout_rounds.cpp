#include "viewmodels/payout_rounds.h"

#include "viewmodels/studio.h"

namespace datanet::app {

PayoutRounds::PayoutRounds(Studio &studio) : QObject(&studio), m_studio(studio) { }

} // namespace datanet::app
