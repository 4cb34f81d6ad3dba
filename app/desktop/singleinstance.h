// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocalServer>
#include <QLockFile>
#include <QObject>
#include <QString>

#include <memory>
#include <vector>

namespace landline::app {

/// One window for each name in a data folder: who comes second tells the first, and ends.
class SingleInstance final : public QObject {
    Q_OBJECT

public:
    explicit SingleInstance(const QString& dataDir, QObject* parent = nullptr);

    /// True where nobody else has the name; it is held until the process ends. A name may be empty
    /// (nobody has joined yet), and several may be held.
    bool claim(const QString& name);
    /// Tells the process that has the name to come forward, and what it was asked for. False where it does not listen.
    bool tell(const QString& name, const QString& url) const;

Q_SIGNALS:
    /// Another start took place; `url` is what it was asked to open, or empty.
    void startedAgain(const QString& url);

private:
    struct Claim {
        QString name;
        std::unique_ptr<QLockFile> lock;
        std::unique_ptr<QLocalServer> server;
    };

    QString keyOf(const QString& name) const;
    void answer(QLocalServer& server);

    QString m_dataDir;
    std::vector<Claim> m_claims;
};

} // namespace landline::app
