#pragma once

#include "desktop/services.h"
#include "viewmodels/data_set_facts.h"

#include <QAbstractListModel>
#include <QUrl>
#include <QtQml/qqmlregistration.h>

#include <optional>
#include <vector>

namespace datanet::app {

// The data sets on this computer: those below the application's folder, and others that were opened. GUI thread.
class DataSets : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(int count READ count NOTIFY reset FINAL)
    // Until each of them was looked at once.
    Q_PROPERTY(bool loading READ isLoading NOTIFY reset FINAL)

public:
    enum Role { FolderRole = Qt::UserRole + 1, TitleRole, DetailRole, VersionTextRole, ProblemRole };

    explicit DataSets(Services &services, QObject *parent = nullptr);

    // Looks again at what is there.
    Q_INVOKABLE void refresh();
    // Forgets a data set that lies elsewhere; nothing is deleted.
    Q_INVOKABLE void forget(const QString &folder);
    void remember(const QString &folder);

    // The data set that was open when the program ended; empty: none.
    [[nodiscard]] QString lastOpen() const;
    void setLastOpen(const QString &folder);

    // The datanet whose rules a data set is checked against, as a person chose it on the network in use; 0: none.
    struct Against
    {
        quint64 datanet = 0;
        QString title;
    };
    [[nodiscard]] Against against(const QString &folder) const;
    void setAgainst(const QString &folder, const Against &against);

    // A folder of that name which does not exist yet.
    [[nodiscard]] QString newFolder(const QString &title) const;
    // Whether newFolder() gave it for this title.
    [[nodiscard]] static bool isCalled(const QString &folder, const QString &title);

    // The folder in which getting a copy from an address was begun and not finished; empty where nothing is left of it.
    [[nodiscard]] QString partlyCopied(const QString &address) const;
    void setPartlyCopied(const QString &address, const QString &folder); // empty: it is finished

    [[nodiscard]] int count() const { return int(m_entries.size()); }
    [[nodiscard]] bool isLoading() const { return m_waiting > 0; }
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void reset();

private:
    struct Entry
    {
        QString folder;
        std::optional<DataSetSummary> summary;
        QString problem;
    };
    [[nodiscard]] QString home() const;
    [[nodiscard]] QStringList others() const;
    void setOthers(const QStringList &folders);

    Services &m_services;
    std::vector<Entry> m_entries;
    quint64 m_epoch = 0;
    int m_waiting = 0;
};

} // namespace datanet::app
