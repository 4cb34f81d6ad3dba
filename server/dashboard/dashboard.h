// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/conversation.h"

#include <QObject>
#include <QTimer>

#include <vector>

namespace landline::server {

/// A connection that watches the dashboard. What it says is not listened to.
class DashboardViewer final : public Conversation {
public:
    /// `ended` is called once, when the connection is over.
    DashboardViewer(std::unique_ptr<Peer> peer, std::function<void(DashboardViewer&)> ended)
        : Conversation(std::move(peer))
        , m_ended(std::move(ended))
    {
    }

    void textReceived(Peer&, QByteArrayView) override { }
    void binaryReceived(Peer&, QByteArrayView) override { }
    void oversizeReceived(Peer&) override { }
    void gone(Peer&) override { m_ended(*this); }

private:
    std::function<void(DashboardViewer&)> m_ended;
};

/// Tells all who watch the same figures once a second. Nobody measures where nobody watches. Network thread only.
class Dashboard final : public QObject {
    Q_OBJECT

public:
    struct Source {
        std::function<void()> begin; ///< A second begins, and none was before it.
        std::function<QByteArray()>
            read; ///< The text for the second that ends, where the next begins.
    };

    explicit Dashboard(Source source, QObject* parent = nullptr);

    /// It is told from now on, until remove().
    void add(DashboardViewer& viewer);
    void remove(const DashboardViewer& viewer);

private:
    void tell();

    Source m_source;
    std::vector<DashboardViewer*> m_viewers;
    QTimer m_second;
};

} // namespace landline::server
