import type { TemplateLocale } from '../template-locale.ts';

/** Portuguese of Portugal: its own words (cópia de segurança, utilizador, pedido, registo), infinitives for action. */
export const ptPT: TemplateLocale = {
  locale: 'pt-PT',
  terms: {
    alert: 'alerta',
    backup: 'cópia de segurança',
    certificate: 'certificado',
    connection: 'ligação',
    credential: 'credencial',
    deployment: 'implementação',
    incident: 'incidente',
    job: 'tarefa',
    latency: 'latência',
    log: 'registo',
    queue: 'fila',
    quota: 'quota',
    request: 'pedido',
    'sign-in': 'início de sessão',
  },
  texts: {
    service_outage: {
      title: '{service} não está disponível',
      description:
        '{count, plural, one {# verificação falhou.} other {# verificações consecutivas falharam.}}\nRegião: {region}\nDesde: {since, slackDate}',
      actionRequired: 'Abrir um incidente e verificar as últimas alterações.',
    },
    host_unreachable: {
      title: 'O servidor {host} está inacessível',
      description:
        '{count, plural, one {# serviço afetado} other {# serviços afetados}}: {services, list, max=5}.\nÚltimo contacto: {lastSeen, slackDate}',
      actionRequired: 'Verificar a alimentação e a rede. Mover os serviços se o servidor não recuperar.',
    },
    dependency_down: {
      title: '{provider} não responde',
      description:
        '{count, plural, one {# chamada falhou.} other {# chamadas falharam.}}\nDesde: {since, time, short}\nFuncionalidades afetadas: {features, list, max=5}',
      actionRequired:
        'Acompanhar a página de estado do fornecedor. Mudar para a alternativa se houver utilizadores afetados.',
    },
    dns_failure: {
      title: 'Não é possível resolver {domain}',
      description:
        '{count, plural, one {# servidor DNS devolve} other {# servidores DNS devolvem}} um erro.\nCódigo de resposta: {rcode}\nTipo de registo: {recordType}',
      actionRequired: 'Verificar a zona, os servidores de nomes e o registo do domínio.',
    },
    playback_failure: {
      title: 'Reprodução interrompida: {region}',
      description:
        '{count, plural, one {# transmissão está a falhar.} other {# transmissões estão a falhar.}}\nDesde: {since, time, short}\nDispositivos: {devices, list, max=5}',
      actionRequired: 'Investigar de imediato.',
    },
    payment_failures: {
      title: 'Os pagamentos através de {provider} estão a falhar',
      description:
        '{count, plural, one {# pagamento falhou} other {# pagamentos falharam}} ({rate, number, percent} das tentativas).\nMontante: {amount, number, ::.00} {currency}\nPeríodo: {window, duration}',
      actionRequired: 'Verificar o estado do fornecedor. Mudar para outro fornecedor, se existir.',
    },
    recovered: {
      title: '{service} voltou a funcionar',
      description:
        '{count, plural, =0 {Nenhum utilizador foi afetado.} one {# utilizador foi afetado.} other {# utilizadores foram afetados.}}\nDuração: {elapsed, duration}',
    },
    high_latency: {
      title: '{service} está a responder lentamente',
      description:
        'Latência (p95): {latency, duration, smallest=millisecond}\nLimite: {limit, duration, smallest=millisecond}\nPeríodo: {window, duration}',
      actionRequired: 'Verificar a carga, as consultas lentas e a última implementação.',
    },
    error_rate_high: {
      title: '{service}: {rate, number, ::percent .#} dos pedidos falham',
      description:
        '{count, plural, one {# pedido falhou} other {# pedidos falharam}}; o limite é de {limit, number, percent}.\nErro mais frequente: {error, code}',
      actionRequired: 'Comparar com a última implementação. Revertê-la se for a causa.',
    },
    queue_depth: {
      title: 'A fila {queue} está a crescer',
      description:
        '{count, plural, one {# mensagem} other {# mensagens}} em espera; {consumers, plural, =0 {nenhum consumidor ativo} one {# consumidor ativo} other {# consumidores ativos}}.\nMensagem mais antiga: {age, duration}',
      actionRequired: 'Verificar os consumidores. Adicionar mais se estiverem a funcionar bem.',
    },
    rate_limit_hits: {
      title: '{client} excede o limite de pedidos',
      description:
        '{count, plural, one {# pedido rejeitado.} other {# pedidos rejeitados.}}\nPermitidos por minuto: {limit, number}\nPeríodo: {window, duration}',
      actionRequired: 'Pedir ao responsável pelo cliente que abrande o ritmo ou aumentar o limite.',
    },
    disk_full: {
      title: 'Disco a {used, number, percent} em {host}',
      description:
        '{hours, plural, one {A este ritmo, o disco ficará cheio dentro de # hora.} other {A este ritmo, o disco ficará cheio dentro de # horas.}}\nPonto de montagem: {mount, code}\nLivre: {free, bytes}',
      actionRequired: 'Libertar espaço ou aumentar o volume.',
    },
    memory_pressure: {
      title: 'Memória a {used, number, percent} em {host}',
      description:
        '{count, plural, =0 {Nenhum processo foi terminado.} one {# processo foi terminado para libertar memória.} other {# processos foram terminados para libertar memória.}}\nLivre: {free, bytes, binary}\nTotal: {total, bytes, binary}',
      actionRequired:
        'Identificar o processo cuja utilização de memória aumenta. Reiniciá-lo se houver utilizadores afetados.',
    },
    cpu_saturation: {
      title: 'CPU a {used, number, percent} em {host}',
      description:
        '{cores, plural, one {# núcleo saturado.} other {# núcleos saturados.}}\nCarga média: {load, number}\nDuração: {elapsed, duration}',
      actionRequired: 'Verificar os processos com maior carga ou aumentar a capacidade.',
    },
    database_connections: {
      title: '{database}: {used, number, percent} das ligações em utilização',
      description:
        '{waiting, plural, =0 {Nenhuma consulta em espera.} one {# consulta em espera.} other {# consultas em espera.}}\nLigações abertas: {count, number} de {limit, number}',
      actionRequired: 'Procurar ligações que nunca são fechadas e transações longas.',
    },
    replication_lag: {
      title: 'A réplica {replica} está atrasada',
      description: 'Atraso: {lag, duration}\nLimite: {limit, duration}\nServidor principal: {primary}',
      actionRequired: 'Não comutar para esta réplica antes de esta recuperar o atraso.',
    },
    quota_nearly_used: {
      title: '{resource}: {used, number, percent} da quota utilizada',
      description: 'Restante: {remaining, number} de {limit, number}\nRenovação a: {resetsOn, date, long}',
      actionRequired: 'Reduzir a utilização ou pedir uma quota maior.',
    },
    cost_anomaly: {
      title: 'Custos invulgares: {account}',
      description:
        'Real: {actual, number, ::.00} {currency} ({change, number, ::percent sign-always})\nPrevisto: {expected, number, ::.00} {currency}\nDia: {day, date, long}\nCausa principal: {driver}',
      actionRequired: 'Verificar a causa e desligar o que não for necessário.',
    },
    certificate_expiring: {
      title:
        '{days, plural, =0 {O certificado de {domain} expira hoje} one {O certificado de {domain} expira dentro de # dia} other {O certificado de {domain} expira dentro de # dias}}',
      description:
        'Depois de expirar, os clientes recusarão a ligação.\nVálido até: {expiresOn, date, long}\nEmissor: {issuer}',
      actionRequired: 'Renovar o certificado e instalá-lo em todos os servidores.',
    },
    suspicious_sign_in: {
      title: 'Início de sessão suspeito: {account}',
      description:
        '{reason, select, new_device {O dispositivo é desconhecido.} impossible_travel {O local fica demasiado longe do início de sessão anterior.} many_failures {Houve antes muitas tentativas falhadas.} other {Foge ao padrão habitual.}}\nLocal: {place} ({ip})\nHora: {at, slackDate}',
      actionRequired:
        'Confirmar com o utilizador. Em caso de dúvida, terminar todas as sessões e repor a palavra-passe.',
    },
    credential_leak: {
      title: 'Credencial exposta: {credential}',
      description:
        '{kind, select, api_key {Ficou exposta uma chave de API.} token {Ficou exposto um token de acesso.} password {Ficou exposta uma palavra-passe.} other {Ficou exposto um segredo.}}\nEncontrada em: {location}\nÚltima utilização: {lastUsed, slackDate}',
      actionRequired: 'Revogá-la já, emitir uma nova e verificar onde foi utilizada.',
    },
    deploy_finished: {
      title: 'Implementação concluída: {service} {version} ({environment})',
      description:
        '{changes, plural, one {# alteração já está ativa.} other {# alterações já estão ativas.}}\nDuração: {elapsed, duration}',
      footer: 'Implementado por: {actor}',
    },
    deploy_failed: {
      title: '{service} {version}: a implementação falhou',
      description:
        '{rolledBack, select, yes {A versão anterior está novamente ativa.} other {A nova versão só foi implementada em parte.}}\nAmbiente: {environment}\nPasso falhado: {step}',
      actionRequired: 'Ler o registo antes de repetir a implementação.',
      openLog: 'Abrir o registo',
    },
    container_restarting: {
      title: 'O contentor {container} está sempre a reiniciar',
      description:
        '{count, plural, one {# reinício registado.} other {# reinícios registados.}}\nPeríodo: {window, duration}\nÚltimo código de saída: {exitCode, number}',
      actionRequired: 'Verificar o registo do contentor e o respetivo limite de memória.',
    },
    backup_failed: {
      title: 'Falha na cópia de segurança: {database}',
      description:
        '{attempts, plural, one {# tentativa efetuada.} other {# tentativas efetuadas.}}\nErro: {error, code}\nÚltima cópia de segurança válida: {lastBackup, slackDate}',
      actionRequired: 'Corrigir a causa e iniciar a cópia de segurança manualmente.',
    },
    job_failed: {
      title: 'A tarefa {job} falhou',
      description:
        '{willRetry, select, yes {Será repetida automaticamente.} other {Não será repetida.}}\nErro: {error, code}\nTentativas: {attempts, number}',
      actionRequired: 'Corrigir a causa e voltar a iniciar a tarefa, se necessário.',
    },
    job_missed: {
      title: 'A tarefa {job} não arrancou',
      description:
        '{missed, plural, one {# execução em falta.} other {# execuções em falta.}}\nPrevista para: {dueAt, slackDate}',
      actionRequired: 'Verificar se o agendador está em execução.',
    },
    data_pipeline_late: {
      title: 'O conjunto de dados {dataset} está atrasado',
      description:
        '{reports, plural, =0 {Nenhum relatório afetado.} one {# relatório apresenta números desatualizados.} other {# relatórios apresentam números desatualizados.}}\nPrevisto para: {dueAt, slackDate}\nAtraso: {delay, duration}',
      actionRequired: 'Verificar o passo {step} e avisar os utilizadores dos relatórios.',
    },
    maintenance_planned: {
      title: 'Manutenção planeada: {service}',
      description:
        '{impact, select, none {Não se prevê qualquer interrupção.} read_only {Durante este período, o serviço estará apenas em modo de leitura.} other {Durante este período, o serviço estará indisponível.}}',
      start: 'Início: {startsAt, slackDate}',
      end: 'Fim: {endsAt, slackDate}',
    },
    escalation: {
      title: '{incident}: escalado para o nível {level, number}',
      description:
        'Ainda ninguém confirmou o alerta.\nAberto há: {elapsed, duration}\nResponsável neste momento: {responder, mention}',
      actionRequired: 'Confirmar o alerta e assumir o caso.',
      openIncident: 'Abrir o incidente',
    },
  },
};
