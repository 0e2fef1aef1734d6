#pragma once

#include "sync/answers.h"
#include "viewmodels/operation.h"

#include <QObject>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

#include <optional>

namespace datanet::app {

class Studio;

// The coins that the account in use has put aside for the answers of one model. GUI thread.
class AnswerPurse : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the studio")
    // What is aside and not promised by receipts yet: { text, exact, level, block, steps }; empty before it was read.
    Q_PROPERTY(QVariantMap left READ left NOTIFY changed FINAL)
    Q_PROPERTY(datanet::app::Operation *reading READ reading CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *filling READ filling CONSTANT FINAL)

public:
    AnswerPurse(Studio &studio, QObject *parent);

    [[nodiscard]] const QVariantMap &left() const { return m_left; }
    [[nodiscard]] Operation *reading() const { return m_reading; }
    [[nodiscard]] Operation *filling() const { return m_filling; }

    // Known to hold this much.
    [[nodiscard]] bool holds(const base::Uint256 &amount) const { return m_wei && *m_wei >= amount; }
    [[nodiscard]] bool isKnown() const { return m_wei.has_value(); }

    // Reads what the account in use has aside for a model; 0 empties the purse.
    void read(std::uint64_t model);
    // After the passphrase where the account needs one.
    void putAside(std::uint64_t model, const base::Uint256 &amount);

Q_SIGNALS:
    void changed();

private:
    void putAsideNow(std::uint64_t model, const base::Uint256 &amount);

    Studio &m_studio;
    std::uint64_t m_model = 0;
    base::Address m_account;
    std::optional<base::Uint256> m_wei;
    QVariantMap m_left;
    Operation *m_reading;
    Operation *m_filling;
};

} // namespace datanet::app
