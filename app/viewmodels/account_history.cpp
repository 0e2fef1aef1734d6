#include "viewmodels/account_history.h"

#include "viewmodels/studio.h"

namespace datanet::app {

AccountHistory::AccountHistory(Studio &studio) : QObject(&studio), m_studio(studio) { }

} // namespace datanet::app
